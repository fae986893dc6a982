"""A query of many parts that every page asks: its SQL is worked out once a process, its values are new each time.

    WAITING = Prepared(_waiting, staff=int, today=date)       # _waiting(**values) -> a queryset of values()
    WAITING.get(staff=4711, today=today)                       # {column: value} of its one row

The function sees stand-ins once and must build the same query whatever the values are: where the shape depends on
something, give it as `shape` (hashable), for which the SQL is kept apart. Nothing that was read is kept.

It is worth it: with the SQL worked out anew a page takes 1.1 to 1.6 times the CPU, an empty one three times
(docs/adr/0032-two-shortcuts-measured.md; `manage.py bench_shortcuts` measures it again).

`columns(Model, "path__")` names what `values()` must fetch for `instance(Model, row, "path__")`, the row as an object.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model

Row = TypeVar("Row", bound=Model)


class Prepared:
    def __init__(self, build, **kinds):
        self.build, self.kinds = build, kinds
        self._known = {}

    def get(self, shape=(), **values):
        """The one row as a dict; None where there is none."""
        sql, places, names, converted = self._compiled(shape)
        adapted = {name: self._adapted(value) for name, value in values.items()}
        with connection.cursor() as cursor:
            cursor.execute(sql, [adapted[name] if name else value for name, value in places])
            row = cursor.fetchone()
        return row and dict(zip(names, converted(row), strict=True))

    def _compiled(self, shape):
        known = (connection.vendor, shape)
        if known not in self._known:
            stand_ins = {name: _stand_in(kind, n) for n, (name, kind) in enumerate(self.kinds.items())}
            query = self.build(shape, **stand_ins).query
            compiler = query.get_compiler(connection=connection)
            sql, given = compiler.as_sql()
            name_of = {self._adapted(value): name for name, value in stand_ins.items()}
            places = [(name_of.get(value), value) for value in given]
            names = [*query.values_select, *query.annotation_select]
            self._known[known] = sql, places, names, _conversion(compiler)
        return self._known[known]

    def _adapted(self, value):
        return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _stand_in(kind, n):
    """A value that stands nowhere else in a query."""
    return date(1, 1, 1) + timedelta(days=n) if kind is date else 7_305_118_842_000_000_000 + n


def _conversion(compiler):
    """What makes Python's values of a row as the database driver gives it."""
    converters = compiler.get_converters([expression for expression, _sql, _alias in compiler.select])
    if not converters:
        return tuple
    return lambda row: next(iter(compiler.apply_converters([row], converters)))


def columns(model: type[Model], path: str = "") -> list[str]:
    return [path + field.attname for field in model._meta.concrete_fields]


def instance(model: type[Row], row: Mapping[str, Any], path: str = "") -> Row | None:
    """The object whose columns stand in the row under `path`; None where the row reached no object there."""
    names = [field.attname for field in model._meta.concrete_fields]
    values = [row[path + name] for name in names]
    return None if row[path + model._meta.pk.attname] is None else model.from_db(connection.alias, names, values)
