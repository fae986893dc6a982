"""Writing to the database as somebody would who has it, and not the product."""

from django.db import DatabaseError, connection, models, transaction

from kit.keys import new_key


def set_column(row, column, value):
    """One column of one row, by plain SQL; DatabaseError where the database refuses it. Returns how many rows."""
    table, quote = row._meta.db_table, connection.ops.quote_name
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {quote(table)} SET {quote(column.column)} = %s WHERE {quote(row._meta.pk.column)} = %s",
            [value, row.pk],
        )
        changed = cursor.rowcount
        if column.is_relation:
            connection.check_constraints([table])
        return changed


def other_value(column, row):
    """What the column might say instead, as the database takes it."""
    value = column.value_from_object(row)
    new = _other(column, value)
    assert new != value, f"nothing else to put into {column}"
    return new


def _other(column, value):
    if column.is_relation:
        return column.related_model._base_manager.exclude(pk=value).order_by("-pk").values_list("pk", flat=True).first()
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


def forged_copy(row):
    """A row like this one that no action wrote: with a key of its own, about somebody or something else where only one
    such row may be. None where the database takes none."""
    columns = row._meta.local_concrete_fields
    values = {column.attname: column.value_from_object(row) for column in columns if not column.primary_key}
    for column in columns:
        if column.name == "key":
            values["key"] = new_key()
        elif column.unique and isinstance(column, models.CharField):
            values[column.attname] = f"{values[column.attname]}x"[-column.max_length :]
        elif column.unique and not column.primary_key and column.null:
            values[column.attname] = None
    for changed in [{}, *_elsewhere(columns, values)]:
        try:
            with transaction.atomic():
                forged = type(row)(**values | changed)
                type(row)._base_manager.bulk_create([forged])
                return forged
        except DatabaseError:
            continue
    return None


def _elsewhere(columns, values):
    for column in columns:
        if column.is_relation:
            others = column.related_model._base_manager.exclude(pk=values[column.attname]).order_by("-pk")
            yield from ({column.attname: pk} for pk in others.values_list("pk", flat=True)[:3])
        elif isinstance(column, models.IntegerField) and not column.primary_key:
            yield {column.attname: 77}
        elif isinstance(column, models.DateField) and not isinstance(column, models.DateTimeField):
            yield {column.attname: "2026-11-11"}
