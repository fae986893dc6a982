"""Filters of list pages: `FilterSet`, a search that ignores spelling variants, choices, days.

class StaffFilter(FilterSet):
    q = SearchFilter("given_name_fa", "family_name_fa", "given_name_en", "family_name_en", "code")
    team = ModelChoiceFilter(queryset=Team.objects.all(), label=_("Team"))

Rows that are worked out in memory are narrowed by a `RowFilter`:

    row_filter = RowFilter(Pills("show", Which.choices, _is_shown), text=_folded)
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

import django_filters
from django import forms
from django.db.models import CharField, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat, Replace

from kit import phrases
from kit.forms import DayField, Select
from kit.queries.database import Folded
from kit.text.folding import Sought, holds, words_sought


def folded(*fields: str) -> Folded:
    """A database expression: the texts of `fields`, one after the other, as `kit.text.folding.fold` writes them."""
    texts = [Coalesce(Cast(field, CharField()), Value("")) for field in fields]
    parted = [part for text in texts for part in (text, Value(" "))]
    return Folded(Concat(*parted, output_field=CharField()))


def compacted(text: str | Value | F) -> Replace:
    """A database expression: a column or a Value as `kit.text.folding.compact` writes it."""
    return Replace(Folded(text), Value(" "), Value(""), output_field=TextField())


def searched(queryset: QuerySet[Any], text: str, *fields: str) -> QuerySet[Any]:
    """Rows in whose `fields` every word of `text` stands, whatever the spelling."""
    words = words_sought(text)
    if not words:
        return queryset
    conditions = (_stands("kit_folded_text", word) for word in words)
    return queryset.alias(kit_folded_text=folded(*fields)).filter(reduce(Q.__and__, conditions))


def holding(queryset: QuerySet[Any], column: str, words: Collection[Sought]) -> QuerySet[Any]:
    """Rows in whose `column`, folded by `kit.text.folding`, every one of `words` stands (`text.folding.holds`)."""
    # Without its spaces a text is looked through quickly; only what is left is looked at letter by letter.
    near = (Q(kit_without_spaces__contains=word.plain) for word in words if word.pattern)
    bare = Replace(column, Value(" "), Value(""), output_field=TextField())
    return queryset.alias(kit_without_spaces=bare).filter(*near, *(_stands(column, word) for word in words))


def _stands(column, word):
    return Q(**({f"{column}__regex": word.pattern} if word.pattern else {f"{column}__contains": word.plain}))


class FilterSet(django_filters.FilterSet):
    """The base of all filter sets. A value that makes no sense is said so beside its field and narrows nothing."""


class SearchFilter(django_filters.CharFilter):
    """A search box over some text fields."""

    def __init__(self, *fields, label=phrases.SEARCH, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "search", "autocomplete": "off"}))
        kwargs.setdefault("max_length", 100)
        super().__init__(label=label, **kwargs)
        self.fields = fields

    def filter(self, queryset, value):
        return searched(queryset, value, *self.fields) if value else queryset


class ChoiceFilter(django_filters.ChoiceFilter):
    def __init__(self, *args, **kwargs):
        kwargs.setdefault("empty_label", phrases.ALL)
        kwargs.setdefault("widget", Select)
        super().__init__(*args, **kwargs)


class ModelChoiceFilter(django_filters.ModelChoiceFilter):
    """Rows are named by their `key` in the address, never by primary key."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("empty_label", phrases.ALL)
        kwargs.setdefault("to_field_name", "key")
        kwargs.setdefault("widget", Select)
        super().__init__(*args, **kwargs)


class YesNoFilter(django_filters.BooleanFilter):
    def __init__(self, *args, **kwargs):
        choices = [("", phrases.ALL), ("true", phrases.YES), ("false", phrases.NO)]
        kwargs.setdefault("widget", django_filters.widgets.BooleanWidget())
        super().__init__(*args, **kwargs)
        self.extra["widget"].choices = choices


class DayFilter(django_filters.DateFilter):
    """A day in either calendar: DayFilter("starts_on", "gte", label=...)."""

    field_class = DayField


MOST_WORDS = 80


@dataclass(frozen=True)
class Pills:
    """Kinds of rows of which one is shown: `?name=value`. `choices`: (value, label); `fits(row, value)`."""

    name: str
    choices: Collection[tuple[Any, Any]]
    fits: Callable[[Any, Any], bool]

    def asked(self, address: Mapping[str, str]) -> str:
        """The value in the address; what makes no sense narrows nothing."""
        value = address.get(self.name, "")
        return value if value in dict(self.choices) else ""

    def counts(self, rows: Collection[Any]) -> list[tuple[Any, Any, int]]:
        """(value, label, how many rows) of each choice."""
        return [(value, label, sum(self.fits(row, value) for row in rows)) for value, label in self.choices]


class RowFilter:
    """`text(row)`: what the words in `?q=` are looked for in, as `kit.text.folding.fold` writes it."""

    def __init__(self, *pills: Pills, text: Callable[[Any], str] | None = None) -> None:
        self.pills, self.text = pills, text

    def narrow(self, rows: Iterable[Any], address: Mapping[str, str]) -> "NarrowedRows":
        return NarrowedRows(self, list(rows), address)


class NarrowedRows:
    """`every`: all rows; `qs`: those that fit, in their order; `chosen`: {name of pills: value or ""}; `words`."""

    def __init__(self, row_filter: RowFilter, rows: list[Any], address: Mapping[str, str]) -> None:
        self.every = rows
        self.chosen = {pills.name: pills.asked(address) for pills in row_filter.pills}
        self.pills = {pills.name: pills for pills in row_filter.pills}
        self.words = address.get("q", "")[:MOST_WORDS] if row_filter.text else ""
        self.qs = [row for row in rows if self._fits(row, row_filter.pills)]
        text, sought = row_filter.text, words_sought(self.words)
        if text and sought:
            self.qs = [row for row in self.qs if holds(text(row), sought)]

    def counts(self, name: str) -> list[tuple[Any, Any, int]]:
        """(value, label, how many of all rows) of each of the pills called so."""
        return self.pills[name].counts(self.every)

    def _fits(self, row, pills):
        return all(each.fits(row, self.chosen[each.name]) for each in pills if self.chosen[each.name])
