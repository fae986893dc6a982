"""Words used in more than one place."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.text.bilingual import active_language

YES = gettext_lazy("Yes")
NO = gettext_lazy("No")
ALL = gettext_lazy("All")
SEARCH = gettext_lazy("Search")


def listed(words: Iterable[object]) -> str:
    """«الف، ب و پ», 'a, b and c'."""
    texts = [str(word) for word in words]
    if len(texts) < 2:
        return "".join(texts)
    comma = "، " if active_language() == "fa" else ", "
    return _("%(first)s and %(last)s") % {"first": comma.join(texts[:-1]), "last": texts[-1]}


def sentences(words: Iterable[object]) -> str:
    """Whole sentences one after the other, as both languages part them."""
    return " ".join(str(word) for word in words)


def separator() -> str:
    """What stands between two facts in one line. It belongs to the fact before it, so that no line begins with it; in
    Persian it is a comma, for the middle dot looks like its zero."""
    return "، " if active_language() == "fa" else "\u00a0· "


def joined(parts: Iterable[object]) -> str:
    """Facts in one line; what is empty is left out."""
    return separator().join(str(part) for part in parts if part)
