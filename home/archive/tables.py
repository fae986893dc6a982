"""Which tables and columns the archive holds, and which it leaves out and why: `tables.toml`, read into Tables.

Only what is named there is written, so that a new column, which may be a secret, is not written by itself.
"""

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from django.apps import apps
from django.db import models

from kit.values.keys import Keyed

LIST = Path(__file__).with_name("tables.toml")


@dataclass(frozen=True)
class Table:
    """`columns` are written; `without` = {column: why not}; `files` = {column that names a file: its store}.

    `left_out`: why the table is not in the archive at all, else empty.
    """

    label: str
    columns: tuple = ()
    without: dict = field(default_factory=dict)
    files: dict = field(default_factory=dict)
    left_out: str = ""

    @property
    def model(self):
        return apps.get_model(self.label)

    def paths(self):
        """{name in the archive: what the ORM is asked for}. Rows of keyed tables are named by their key."""
        return {name: _path(self.model._meta.get_field(name)) for name in self.columns}


def _path(column):
    target = column.related_model if column.is_relation else None
    return f"{column.name}__key" if target is not None and issubclass(target, Keyed) else column.attname


@lru_cache(maxsize=1)
def tables():
    """Every table that is decided about, in the order of their names."""
    with LIST.open("rb") as file:
        named = tomllib.load(file)
    return tuple(_table(label, told) for label, told in sorted(named.items()))


def _table(label, told):
    told = {**told, "columns": tuple(told.get("columns", "").split())}
    return Table(label, **told)


def archived():
    return [table for table in tables() if not table.left_out]


def undecided():
    """({table: its columns}, {table: columns nobody decided about}, names that are no more)."""
    decided, there = {table.label: table for table in tables()}, {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed or model._meta.label in decided:
            there[model._meta.label] = model
    missing = {label: _own(model) for label, model in there.items() if label not in decided}
    columns = {}
    gone = [label for label, table in decided.items() if label not in there and not table.left_out]
    for label, table in decided.items():
        if label not in there or table.left_out:
            continue
        own, known = _own_all(there[label]), {*table.columns, *table.without}
        if new := [name for name in own if name not in known]:
            columns[label] = new
        gone += [f"{label}.{name}" for name in sorted(known - set(own))]
    return missing, columns, gone


def _own_all(model):
    return [column.name for column in model._meta.local_concrete_fields]


def _own(model):
    """A keyed row needs no primary key: nothing outside the database names it by that."""
    is_keyed = issubclass(model, Keyed)
    columns = model._meta.local_concrete_fields
    return [each.name for each in columns if not (is_keyed and isinstance(each, models.AutoField))]
