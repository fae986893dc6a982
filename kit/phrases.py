"""Words used in more than one place."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.bilingual import active_language

YES = gettext_lazy("Yes")
NO = gettext_lazy("No")
ALL = gettext_lazy("All")
SEARCH = gettext_lazy("Search")


def listed(words):
    """«الف، ب و پ», 'a, b and c'."""
    words = [str(word) for word in words]
    if len(words) < 2:
        return "".join(words)
    comma = "، " if active_language() == "fa" else ", "
    return _("%(first)s and %(last)s") % {"first": comma.join(words[:-1]), "last": words[-1]}
