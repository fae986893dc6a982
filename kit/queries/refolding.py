"""Columns that hold folded text, made anew when folding has changed: for data migrations."""

from collections.abc import Callable
from typing import TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)

PORTION = 500


def refold(rows: QuerySet[Row], made: Callable[[Row], dict[str, str]]) -> None:
    """Write what `made` says of each row, {column: text}, where the row says something else; a portion at a time."""
    last = 0
    while portion := list(rows.filter(pk__gt=last).order_by("pk")[:PORTION]):
        last = portion[-1].pk
        _write(rows, portion, made)


def _write(rows, portion, made):
    changed, columns = [], set()
    for row in portion:
        new = {name: text for name, text in made(row).items() if getattr(row, name) != text}
        for name, text in new.items():
            setattr(row, name, text)
        changed += [row] if new else []
        columns |= set(new)
    if changed:
        rows.model._base_manager.bulk_update(changed, sorted(columns))
