"""Looking for a text inside a column of JSON."""

import json

from django.db.models import Q


def contains(column: str, text: str) -> Q:
    """A Q: the text stands somewhere in the JSON. SQLite keeps letters beyond ASCII as escapes, PostgreSQL does not."""
    escaped = json.dumps(text)[1:-1]
    found = Q(**{f"{column}__icontains": text})
    return found if escaped == text else found | Q(**{f"{column}__icontains": escaped})
