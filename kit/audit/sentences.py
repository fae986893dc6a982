"""Entries of the log in the words of whoever reads them: names, links and facts, asked once for each kind of thing."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kit import display
from kit.audit.labels import Fact, fact_of, sentence_of, thing_of, value_words
from kit.text.markup import escaped

NESTED = ("changes", "facts")


@dataclass(frozen=True)
class Named:
    """What a thing is called; `url` only for whoever may open it. `is_there` False: the row is gone."""

    text: str
    url: str = ""
    is_there: bool = True

    def __str__(self):
        return self.text

    def __html__(self):
        return format_html('<a href="{}"><bdi>{}</bdi></a>', self.url, self.text) if self.url else escaped(self.text)


class _Given(dict):
    def __missing__(self, name):
        return display.MISSING


class Reading:
    """Reads for one user. `learn` portion by portion; the number of questions is that of the kinds of things in it."""

    def __init__(self, viewer):
        self.viewer, self._known = viewer, {}

    def learn(self, entries, *, with_facts=False):
        wanted = {}
        for entry in entries:
            for label, key in self._named_in(entry, with_facts):
                if (label, key) not in self._known:
                    wanted.setdefault(label, set()).add(key)
        for label, keys in wanted.items():
            self._ask(label, keys)

    def _named_in(self, entry, with_facts):
        yield entry.object_type, entry.object_key
        if entry.actor_key:
            yield settings.AUTH_USER_MODEL, entry.actor_key
        for name, value in entry.detail.items() if with_facts and isinstance(entry.detail, dict) else ():
            fact = fact_of(name, entry.verb)
            if fact and fact.of and isinstance(value, str):
                yield fact.of, value

    def _ask(self, label, keys):
        thing = thing_of(label)
        rows = list(thing.rows(keys)) if thing else []
        openable = thing.openable(rows, self.viewer) if thing else set()
        for row in rows:
            url = thing.url(row) if row.pk in openable else ""
            self._known[label, str(getattr(row, "key", row.pk))] = Named(thing.words(row), url)
        for key in keys:
            self._known.setdefault((label, key), Named(str(thing.one) if thing else _("something"), is_there=False))

    def on(self, entry):
        return self._known.get((entry.object_type, entry.object_key)) or Named(_("something"))

    def who(self, entry):
        """The account that did it, or the name that was kept of it."""
        known = self._known.get((settings.AUTH_USER_MODEL, entry.actor_key)) if entry.actor_key else None
        return known if known and known.is_there else Named(entry.actor_name or _("The system"))

    def text(self, entry):
        """The sentence without any mark-up."""
        return self._pattern(entry) % self._given(entry, str)

    def html(self, entry):
        return mark_safe(escaped(self._pattern(entry)) % self._given(entry, escaped))  # noqa: S308 (parts are escaped)

    def _pattern(self, entry):
        return sentence_of(entry.verb) or _("%(who)s did something with %(on)s.")

    def _given(self, entry, shown):
        return _Given(
            {name: shown(_fact_words(fact, value)) for name, value, fact in _facts_of(entry)}
            | {"who": shown(self.who(entry)), "on": shown(self.on(entry))}
        )

    def facts(self, entry):
        """[FactLine]: what is kept beside the deed, as far as this reader may know it."""
        may = bool(self.on(entry).url)
        return [FactLine(self, fact, value) for _name, value, fact in _facts_of(entry) if may or not fact.shut]

    def keeps_back(self, entry):
        """Is there more beside the deed than this reader may know?"""
        return not self.on(entry).url and any(fact.shut for _name, _value, fact in _facts_of(entry))

    def named(self, label, key):
        return self._known.get((label, key))

    def changes(self, entry):
        """[FieldChange] of a row: the old value beside the new one."""
        pairs = entry.detail.get("changes") if isinstance(entry.detail, dict) else None
        found = pairs.items() if isinstance(pairs, dict) else ()
        model = _model_of(entry)
        return [FieldChange(name, *pair, model) for name, pair in found if isinstance(pair, list) and len(pair) == 2]

    def first_values(self, entry):
        """[FieldChange] of a row that was new."""
        given = entry.detail.get("facts") if isinstance(entry.detail, dict) else None
        model = _model_of(entry)
        found = given.items() if isinstance(given, dict) else ()
        return [FieldChange(name, None, value, model) for name, value in found]


@dataclass(frozen=True)
class FactLine:
    reading: Reading
    fact: Fact
    value: object

    @property
    def label(self):
        return capfirst(str(self.fact.label))

    @property
    def words(self):
        named = self.reading.named(self.fact.of, self.value) if isinstance(self.value, str) else None
        return named if named and named.is_there else _fact_words(self.fact, self.value)


@dataclass(frozen=True)
class FieldChange:
    name: str
    old: object
    new: object
    model: type[Model] | None

    @cached_property
    def label(self):
        return label_of(self.model, self.name)

    @property
    def before(self):
        return column_words(self.model, self.name, self.old)

    @property
    def after(self):
        return column_words(self.model, self.name, self.new)


def label_of(model: type[Model], name: str) -> str:
    """What a column is called: a word of its own, or the one of the model."""
    if fact := fact_of(name):
        return capfirst(str(fact.label))
    field = _field(model, name)
    named = field is not None and isinstance(field._verbose_name, Promise)
    return capfirst(str(field.verbose_name)) if named else _("Another value")


def column_words(model: type[Model], name: str, value: object) -> str:
    """A column's value: the words of a choice, the name behind a code, a day in the reader's calendar."""
    fact, field = fact_of(name), _field(model, name)
    if value in (None, ""):
        return _("empty")
    if fact and fact.words:
        return fact.words(value)
    if field is not None and field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if field is not None and field.is_relation and isinstance(value, str):
        thing = thing_of(field.related_model._meta.label)
        if thing and thing.name:
            row = field.related_model._base_manager.filter(code=value).first()
            return thing.name(row) if row else value
    return value_words(value)


def _model_of(entry):
    thing = thing_of(entry.object_type)
    return thing.model if thing else None


def _field(model, name):
    try:
        return model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None


def _facts_of(entry):
    """(name, value, Fact) of what has words, in the order in which it was kept."""
    detail = entry.detail if isinstance(entry.detail, dict) else {}
    for name, value in detail.items():
        fact = None if name in NESTED else fact_of(name, entry.verb)
        if fact:
            yield name, value, fact


def _fact_words(fact, value):
    return fact.words(value) if fact.words and value not in (None, "") else value_words(value)
