"""What changed in a row, as the audit log keeps it: plain values, old beside new."""

from django.db.models import Model

from people.models.search import FoldedField


def apply_changes(row, changes):
    """Set the fields of `row` that differ, save just those, return {field: [old, new]} (empty: nothing to do)."""
    different = {name: [plain(getattr(row, name)), plain(value)] for name, value in changes.items()}
    different = {name: pair for name, pair in different.items() if pair[0] != pair[1]}
    for name in different:
        setattr(row, name, changes[name])
    if different:
        derived = [field.name for field in row._meta.fields if isinstance(field, FoldedField)]
        row.save(update_fields=[*different, *derived])
    return different


def plain(value):
    """Rows by their code, dates in ISO form, the rest as it is."""
    if isinstance(value, Model):
        return getattr(value, "code", None) or value.pk
    return value.isoformat() if hasattr(value, "isoformat") else value
