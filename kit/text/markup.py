"""Escaping for what is put together by the thousand: options of a select, cells of a table."""

import html


def escaped(value: object) -> str:
    """What Django's `conditional_escape` gives, as a plain string and without asking whether the text is lazy."""
    return value.__html__() if hasattr(value, "__html__") else html.escape(str(value))
