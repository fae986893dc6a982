"""Rows of `kit.tables.Table`: what django-tables2 works out for each cell anew is worked out once for each column.

It is worth it: the plain way a list takes 1.4 times the CPU and its file 1.7 to 2.7 times
(docs/adr/0032-two-shortcuts-measured.md; `manage.py bench_shortcuts` measures it again).
"""

from functools import cached_property

from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist
from django.db.models import Model
from django.utils.html import format_html, strip_tags
from django.utils.safestring import mark_safe
from django_tables2.rows import BoundRow, BoundRows
from django_tables2.utils import signature

from kit.text.markup import escaped


class Cells:
    """How the cells of one column are read and drawn. `record`: any row of the table, for the kind of the column."""

    def __init__(self, bound, record):
        self.bound = bound
        self.bits = bound.accessor.bits
        self.empty = bound.column.empty_values
        self.default = bound.default
        self.labels = self._labels(record)
        self.wants_to_draw, self.wants_to_export = _wanted(bound.render), _wanted(bound.value)

    def _labels(self, record):
        """{value: its words} for a field with choices, else None."""
        if not isinstance(record, Model):
            return None
        try:
            field = self.bound.accessor.get_field(record)
        except FieldDoesNotExist:
            return None
        return {value: str(words) for value, words in getattr(field, "flatchoices", None) or ()} or None

    def raw(self, record):
        found = record
        for bit in self.bits:
            if not isinstance(found, Model):
                return self._resolved(record)
            try:
                found = getattr(found, bit)
            except (AttributeError, ObjectDoesNotExist):
                return None
            if callable(found) and not getattr(found, "alters_data", False):
                found = found()
            if found is None:
                return None
        return self.labels.get(found, found) if self.labels else found

    def _resolved(self, record):
        return self.bound.accessor.resolve(record, quiet=True)

    def drawn(self, row):
        value = self.raw(row.record)
        if value in self.empty:
            return self.default
        content = self.bound.render(**self._given(self.wants_to_draw, row, value))
        return self.bound.link(content, **row.given(self.bound, value)) if self.bound.link else content

    def exported(self, row):
        value = self.raw(row.record)
        return None if value in self.empty else self.bound.value(**self._given(self.wants_to_export, row, value))

    def _given(self, wanted, row, value):
        given = row.given(self.bound, value)
        return given if wanted is None else {name: given[name] for name in wanted}


def _wanted(function):
    """Names of the arguments that a column's function takes; None: all of them."""
    names, takes_all = signature(function)
    return None if takes_all else names


class Row(BoundRow):
    def given(self, bound, value):
        return {
            "value": value,
            "record": self.record,
            "column": bound.column,
            "bound_column": bound,
            "bound_row": self,
            "table": self.table,
        }

    def get_cell(self, name):
        return self.table.cells_of(name, self.record).drawn(self)

    def get_cell_value(self, name):
        return self.table.cells_of(name, self.record).exported(self)


class Rows(BoundRows):
    def __iter__(self):
        for record in self.data:
            yield Row(record, table=self.table)

    def __getitem__(self, key):
        if isinstance(key, slice):
            return Rows(data=self.data[key], table=self.table)
        return Row(record=self.data[key], table=self.table)


class DrawnRows:
    """Mixed into the table: `body` is its rows as HTML, each cell with the heading of its column for a phone."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = Rows(data=self.data, table=self)
        self._cells = {}

    def cells_of(self, name, record):
        if name not in self._cells:
            self._cells[name] = Cells(self.columns[name], record)
        return self._cells[name]

    @cached_property
    def _openings(self):
        """[(column, its opening td)]; the tag is None where its attributes differ from row to row."""
        return [(column, None if _varies(column) else _opening(column)) for column in self.columns]

    def place_on_phone(self, name):
        """The class of a column's cells: the first line of a row on a phone, the second, or a desktop alone."""
        if not self.phone:
            return ""
        if name not in self.phone:
            return "only-desk"
        return "k" if name == self.phone[0] else "l"

    def body(self):
        return mark_safe("\n".join(self._drawn(row) for row in self.paginated_rows))  # noqa: S308 (parts are escaped)

    def _drawn(self, row):
        cells = []
        for column, opening in self._openings:
            cell = row.get_cell(column.name)
            if opening is None:
                column.current_value, column.current_record = cell, row.record
                opening = _opening(column)
            cells.append(f"{opening}{escaped(cell)}</td>")
        attrs = row.attrs.as_html() if self.row_attrs else ""
        return f"<tr{' ' if attrs else ''}{attrs}>{''.join(cells)}</tr>"


def _varies(column):
    attrs = column.column.attrs
    own = attrs.get("td", attrs.get("cell", {}))
    return callable(own) or any(callable(value) for value in own.values())


def _opening(column):
    attrs = column.attrs["td"]
    if place := column._table.place_on_phone(column.name):
        attrs["class"] = " ".join(filter(None, [attrs.get("class"), place]))
    attrs = attrs.as_html()
    label = strip_tags(str(column.header)) if column.header else ""
    heading = format_html(' data-l="{}"', label) if label else ""
    return f"<td{' ' if attrs else ''}{attrs}{heading}>"
