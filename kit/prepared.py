"""A query of many parts that every page asks: its SQL is worked out once a process, its values are new each time.

    WAITING = Prepared(_waiting, staff=int, today=date)       # _waiting(**values) -> a queryset of values()
    WAITING.get(staff=4711, today=today)                       # {column: value} of its one row

The function sees stand-ins once and must build the same query whatever the values are: where the shape depends on
something, give it as `shape` (hashable), for which the SQL is kept apart. Nothing that was read is kept.
"""

from datetime import date, timedelta

from django.db import connection


class Prepared:
    def __init__(self, build, **kinds):
        self.build, self.kinds = build, kinds
        self._known = {}

    def get(self, shape=(), **values):
        """The one row as a dict."""
        sql, places, names = self._compiled(shape)
        adapted = {name: self._adapted(value) for name, value in values.items()}
        with connection.cursor() as cursor:
            cursor.execute(sql, [adapted[name] if name else value for name, value in places])
            return dict(zip(names, cursor.fetchone(), strict=True))

    def _compiled(self, shape):
        known = (connection.vendor, shape)
        if known not in self._known:
            stand_ins = {name: _stand_in(kind, n) for n, (name, kind) in enumerate(self.kinds.items())}
            rows = self.build(shape, **stand_ins)
            sql, given = rows.query.get_compiler(connection=connection).as_sql()
            name_of = {self._adapted(value): name for name, value in stand_ins.items()}
            self._known[known] = (sql, [(name_of.get(value), value) for value in given], list(rows.query.values_select)
                                  + list(rows.query.annotation_select))  # fmt: skip
        return self._known[known]

    def _adapted(self, value):
        return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _stand_in(kind, n):
    """A value that stands nowhere else in a query."""
    return date(1, 1, 1) + timedelta(days=n) if kind is date else 7_305_118_842_000_000_000 + n
