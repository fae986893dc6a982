"""How notices read: an app states its kinds, every place that shows one asks here.

    NOTICES = (Kind(SIGN_REMINDER, title=_("..."), body=_("..."), icon="signature"),)    # in playbook/notices.py

and `AppConfig.ready` says `kinds.register(*NOTICES)`.
"""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kit import display
from kit.text.bilingual import active_language

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_KINDS: dict[str, "Kind"] = {}


@dataclass(frozen=True)
class Kind:
    """How notices of the kind `name` read: gettext_lazy strings with %(fact)s places, and an icon's name."""

    name: str
    title: str | Promise
    body: str | Promise = ""
    icon: str = "bell"


def register(*kinds: Kind) -> None:
    """In AppConfig.ready."""
    _KINDS.update({kind.name: kind for kind in kinds})


def kind_of(notice):
    """A kind that no app sends any more is still readable."""
    return _KINDS.get(notice.kind) or Kind("", _("Notice"))


def words_of(notice):
    """(title, body) in the language that is active: dates the reader's way, `x_fa` and `x_en` as `x`."""
    kind, facts = kind_of(notice), shown_facts(notice.facts)
    return str(kind.title) % facts, str(kind.body) % facts


def shown_facts(facts):
    shown = {name: _shown(value) for name, value in facts.items()}
    for name in facts:
        if name.endswith("_fa"):
            stem = name.removesuffix("_fa")
            shown[stem] = facts.get(f"{stem}_{active_language()}") or facts[name]
    return shown


def _shown(value):
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return value
    if isinstance(value, int):
        return display.number(value)
    return display.day(date.fromisoformat(value)) if ISO_DATE.fullmatch(value) else value


def is_known(name):
    return name in _KINDS
