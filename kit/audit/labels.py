"""How the log reads: each app says in its `deeds.py` what its deeds, its things and the facts beside them are called.

    register_deeds("rewards", _("Rewards"), {"reward_run.paid": _("%(who)s paid %(on)s.")})
    register_things(Thing("rewards.Run", _("a reward run"), _("the reward run %(name)s"), name=str, also=("plan",)))
    register_facts({"total": Fact(_("Sum"), shut=True)})

A sentence may name a fact too: `%(role)s`. Whoever reads it is never shown more than their doors show: a link only to
what they may open, facts that are `shut` only beside such a link.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from django.apps import apps
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _

from kit import display, phrases
from kit.audit.seals import filed_under
from kit.filters import searched
from kit.text.folding import fold, holds, western_digits, words_sought

SIGNS = ("code", "number")  # columns of Latin signs, which there are very many of


class HasPage(Protocol):
    def get_absolute_url(self) -> str: ...


def own_page(row: HasPage) -> str:
    return row.get_absolute_url()


@dataclass(frozen=True)
class Thing:
    """What a kind of row is called. `one`: without its name; `named`: with `%(name)s`, unless the name is enough.

    `name(row)` must be fit for whoever reads the log. `opens`: the permission of its page, besides `visible_to`;
    `visible(user)` instead of `visible_to`, where there is none; `url(row)`: without it there is no link. `search`:
    its columns of text.
    """

    label: str
    one: Promise
    named: Promise | None = None
    name: Callable | None = None
    also: tuple = ()
    url: Callable | None = None
    opens: str = ""
    visible: Callable | None = None
    search: tuple = ()

    @property
    def model(self):
        return apps.get_model(self.label)

    def rows(self, keys):
        column = filed_under(self.model)
        wanted = keys if column == "key" else [key for key in keys if key.isdecimal() and len(key) < 19]
        return self.model._base_manager.filter(**{f"{column}__in": wanted}).select_related(*self.also)

    def words(self, row):
        name = self.name(row) if row is not None and self.name else ""
        if name and self.named:
            return str(self.named) % {"name": name}
        return name or str(self.one)

    def openable(self, rows, user):
        """Primary keys of those of `rows` whose page the user may open."""
        if self.url is None or not rows or (self.opens and not user.has_perm(self.opens)):
            return set()
        seen = self.visible(user) if self.visible else self.model.objects.visible_to(user)
        return set(seen.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))

    def found(self, text, most=200):
        """What rows that have `text` in their name are filed under."""
        if not self.search:
            return []
        rows = self.model._base_manager.all()
        signs = [column for column in self.search if column.endswith(SIGNS)]
        names = [column for column in self.search if column not in signs]
        found = Q(pk__in=searched(rows, text, *names).values("pk")) if names else Q()
        for column in signs:
            found |= Q(**{f"{column}__icontains": western_digits(text)})
        rows = rows.filter(found).values_list(filed_under(self.model), flat=True)
        return [str(key) for key in rows[:most]]


@dataclass(frozen=True)
class Fact:
    """A value kept beside a deed. `words(value)`: how it reads; `of`: the kind of thing whose key it is; `shut`: shown
    only to whoever may open what the entry is about."""

    label: Promise
    words: Callable | None = None
    of: str = ""
    shut: bool = False


_THINGS: dict[str, Thing] = {}
_DEEDS: dict[str, Promise] = {}
_FACTS: dict[str, Fact | None] = {}
_KINDS: dict[str, tuple[Promise, list[str]]] = {}
_PHRASES: dict[str, Promise] = {}


def register_things(*things: Thing) -> None:
    _THINGS.update({thing.label: thing for thing in things})


def register_deeds(kind: str, label: Promise, sentences: Mapping[str, Promise]) -> None:
    """`kind`: what one filters by; several calls may add to one."""
    _KINDS.setdefault(kind, (label, []))[1].extend(sentences)
    _DEEDS.update(sentences)


def register_phrases(phrases_of_verbs: Mapping[str, Promise]) -> None:
    """A few words for a deed, where there is no sentence."""
    _PHRASES.update(phrases_of_verbs)


def register_facts(facts: Mapping[str, Fact]) -> None:
    """{name: Fact}; where a name means something else beside one deed, {"verb name": Fact}."""
    _FACTS.update(facts)


def leave_out(*names: str) -> None:
    """What is kept for the machine, and says nothing to a reader."""
    _FACTS.update(dict.fromkeys(names))


def discover() -> None:
    autodiscover_modules("deeds")


def thing_of(label: str) -> Thing | None:
    return _THINGS.get(label)


def things() -> dict[str, Thing]:
    return dict(_THINGS)


def fact_of(name: str, verb: str = "") -> Fact | None:
    return _FACTS.get(f"{verb} {name}", _FACTS.get(name))


def is_known_fact(name: str, verb: str = "") -> bool:
    return name in _FACTS or f"{verb} {name}" in _FACTS


def sentence_of(verb: str) -> str | None:
    """The pattern of a sentence, in the reader's language; None: nobody has words for it."""
    if verb in _DEEDS:
        return str(_DEEDS[verb])
    if verb in _PHRASES:
        return _("%(who)s, about %(on)s: %(what)s.").replace("%(what)s", str(_PHRASES[verb]).replace("%", "%%"))
    return None


def kinds() -> list[tuple[str, Promise]]:
    """[(kind, its words)], in the order of registration."""
    return [(kind, label) for kind, (label, _verbs) in _KINDS.items()]


def verbs_of(kind: str) -> list[str]:
    return list(_KINDS[kind][1]) if kind in _KINDS else []


def verbs_saying(text: str) -> list[str]:
    """Verbs whose words, in the reader's language, hold the text."""
    known, sought = {**_PHRASES, **_DEEDS}, words_sought(text)
    return [verb for verb, words in known.items() if sought and holds(fold(words), sought)]


def value_words(value: object) -> str:
    """Any plain value, the reader's way."""
    if value in (None, "", [], {}):
        return _("empty")
    if isinstance(value, bool):
        return str(phrases.YES if value else phrases.NO)
    if isinstance(value, int):
        return display.number(value)
    if isinstance(value, dict):
        return phrases.listed(f"{name}: {value_words(each)}" for name, each in value.items())
    if isinstance(value, list):
        return phrases.listed(value_words(each) for each in value)
    return _day_or_text(str(value))


def _day_or_text(text):
    try:
        return display.day(dt.date.fromisoformat(text)) if len(text) == 10 else text
    except ValueError:
        return text
