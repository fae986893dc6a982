"""Our two shortcuts, and the plain way that each takes the place of: Django's own for SQL, django-tables2's for rows.

Within `with ordinary_sql():` (or `ordinary_cells`, `ordinary_rows`) pages are made the plain way, with the same text.
"""

from contextlib import ExitStack, contextmanager, nullcontext
from unittest import mock

from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django_tables2.rows import BoundRow

from kit.queries.prepared import Prepared
from kit.tables import rows


@contextmanager
def ordinary_sql():
    """Every query is built and compiled anew each time that it is asked."""
    with mock.patch.object(Prepared, "get", _asked_anew):
        yield


@contextmanager
def ordinary_cells():
    """Each cell is read and drawn as django-tables2 does it; the row around it stays ours."""
    with (
        mock.patch.object(rows.Row, "get_cell", BoundRow.get_cell),
        mock.patch.object(rows.Row, "get_cell_value", BoundRow.get_cell_value),
    ):
        yield


@contextmanager
def ordinary_rows():
    """Cells as django-tables2 does them, and the opening tag of each worked out for each."""
    with ordinary_cells(), mock.patch.object(rows.DrawnRows, "body", _body):
        yield


@contextmanager
def ordinary_both():
    with ExitStack() as stack:
        stack.enter_context(ordinary_sql())
        stack.enter_context(ordinary_rows())
        yield


WAYS = {"ours": nullcontext, "sql": ordinary_sql, "cells": ordinary_cells, "rows": ordinary_rows, "both": ordinary_both}


def _asked_anew(prepared, shape=(), **values):
    return next(iter(prepared.build(shape, **values)), None)


def _body(table):
    return format_html_join("\n", "<tr{}>{}</tr>", ((_attrs(table, row), _cells(row)) for row in table.paginated_rows))


def _attrs(table, row):
    attrs = row.attrs.as_html() if table.row_attrs else ""
    return mark_safe(f" {attrs}") if attrs else ""  # noqa: S308 (django-tables2 escapes them)


def _cells(row):
    opened = ((mark_safe(rows._opening(column)), cell) for column, cell in row.items())  # noqa: S308 (escaped there)
    return format_html_join("", "{}{}</td>", opened)
