"""Writing to the database as somebody would who has it, and not the product."""

from contextlib import contextmanager, nullcontext
from itertools import combinations

from django.db import DatabaseError, connection, models, transaction

from kit.values.keys import new_key

NOWHERE = 1_000_000  # no row has this number; references are asked about at the end of a transaction, which never comes


@contextmanager
def without_checks():
    """SQLite lets whoever has the file switch its checks off. PostgreSQL does not: what it refuses has held."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


def set_column(row, column, *, strict=False):
    """Another value in one column of one row, by plain SQL. Whether the database takes one; `strict`: with its checks
    and references in force."""
    table, quote = row._meta.db_table, connection.ops.quote_name
    for value in _others(column, column.value_from_object(row)):
        try:
            checked = nullcontext() if strict else without_checks()
            with checked, transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    f"UPDATE {quote(table)} SET {quote(column.column)} = %s WHERE {quote(row._meta.pk.column)} = %s",
                    [value, row.pk],
                )
                assert cursor.rowcount == 1
                if strict:
                    connection.check_constraints([table])
                return True
        except DatabaseError:
            continue
    return False


def _others(column, value):
    """What the column might say instead, as the database takes it."""
    if column.is_relation:
        others = column.related_model._base_manager.exclude(pk=value).order_by("-pk")
        return [*others.values_list("pk", flat=True)[:3], NOWHERE]
    return [_other(column, value)]


def _other(column, value):
    if isinstance(column, models.BooleanField):
        return not value
    if isinstance(column, models.IntegerField):
        return (value or 0) + 1 if (value or 0) < 9999 or value > 10000 else value - 1
    if isinstance(column, models.DateTimeField):
        return "2020-01-01 00:00:00+00:00"
    if isinstance(column, models.DateField):
        return "2020-01-01"
    if isinstance(column, models.JSONField):
        return '{"forged": 1}' if isinstance(value, dict) else '["forged"]'
    if isinstance(column, models.UUIDField):
        return "0" * 32
    return ("x" if value != "x" else "y") * max(1, min(len(value or ""), 64))


def forged_copy(row, kept=()):
    """A row like this one that no action wrote: with a key of its own, about somebody or something else where only one
    such row may be. `kept`: columns that stay. None where the database takes none."""
    columns = [column for column in row._meta.local_concrete_fields if not column.primary_key]
    values = {column.attname: column.value_from_object(row) for column in columns}
    values |= {column.attname: _unused(column, values[column.attname]) for column in columns if column.unique}
    singles = list(_elsewhere([column for column in columns if column.name not in kept], values))
    for changed in [{}, *singles, *(one | two for one, two in combinations(singles, 2))]:
        try:
            with without_checks(), transaction.atomic():
                forged = type(row)(**values | changed)
                type(row)._base_manager.bulk_create([forged])
                return forged
        except DatabaseError:
            continue
    return None


def _unused(column, value):
    if column.name == "key":
        return new_key()
    if isinstance(column, models.CharField):
        return f"{value}x"[-column.max_length :]
    return None if column.null else NOWHERE


def _elsewhere(columns, values):
    for column in columns:
        if column.is_relation:
            others = column.related_model._base_manager.exclude(pk=values[column.attname]).order_by("-pk")
            yield from ({column.attname: pk} for pk in others.values_list("pk", flat=True)[:3])
        elif isinstance(column, models.IntegerField):
            yield {column.attname: 77}
        elif isinstance(column, models.DateField) and not isinstance(column, models.DateTimeField):
            yield {column.attname: "2026-11-11"}
        elif isinstance(column, models.CharField) and column.name != "key":
            yield from ({column.attname: text} for text in ("x", ""))
    yield from ({column.attname: NOWHERE} for column in columns if column.is_relation)
