"""What stands where in a file, and the records that come out of it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from kit import display
from kit.importing.dates import possible_orders, read_day
from kit.importing.headings import guess_columns, guess_heading_row, plain, shown_heads
from kit.importing.kinds import Kind

# How the columns were found.
GUESSED, REMEMBERED, CHOSEN = "guessed", "remembered", "chosen"
NEVER_ASKED_ALONE = "iso"


@dataclass(frozen=True)
class Grid:
    """One sheet of a file as text, as `kit.parsing.sheets.read` gives it."""

    sheets: list
    sheet: int
    rows: list
    numbers: list
    marks: list
    encoding: str = ""

    @property
    def is_text(self):
        return bool(self.encoding)


@dataclass(frozen=True)
class Layout:
    """`heading`: the place of the heading row among the grid's rows; `columns`: {field: place of its column}; `same`:
    {field: text for all rows}; `order`: of the days ("": not known yet); `suggested`: fields guessed by one word.
    """

    heading: int = 0
    columns: dict = field(default_factory=dict)
    same: dict = field(default_factory=dict)
    order: str = ""
    how: str = GUESSED
    suggested: list = field(default_factory=list)
    mapping: str = ""

    def header(self, grid):
        return grid.rows[self.heading] if self.heading < len(grid.rows) else []

    def data(self, grid):
        return list(zip(grid.numbers, grid.rows, strict=True))[self.heading + 1 :]

    def values(self, grid, place):
        return [row[place] for _number, row in self.data(grid) if place < len(row)]

    def day_values(self, grid, kind):
        """All values of all columns of days."""
        places = [self.columns[each.name] for each in kind.fields if each.is_day and each.name in self.columns]
        return [value for place in places for value in self.values(grid, place)]

    def orders(self, grid, kind):
        return possible_orders(self.day_values(grid, kind))

    @property
    def given(self):
        """The fields that get a value from a column or for all rows."""
        return {*self.columns, *(name for name, text in self.same.items() if text)}

    def missing(self, kind):
        return kind.missing(self.given)

    def is_ready(self, grid, kind):
        return bool(self.order) and not self.missing(kind)

    def left_out(self, grid, kind):
        """(headings that no field uses, headings that no file may bring); columns without a word are neither."""
        used, unknown, refused = set(self.columns.values()), [], []
        header = self.header(grid)
        for place, (head, shown) in enumerate(zip(header, shown_heads(header), strict=True)):
            if head.strip() and kind.is_refused(head):
                refused.append(shown)
            elif place not in used and (head.strip() or any(value.strip() for value in self.values(grid, place))):
                unknown.append(shown)
        return unknown, refused

    def is_sure(self, grid, kind):
        """Nothing is left to ask: every column is one that the kind knows, or this file's like was seen before."""
        if not self.is_ready(grid, kind):
            return False
        if self.how == REMEMBERED:
            return True
        return len(grid.sheets) == 1 and not self.suggested and not self.left_out(grid, kind)[0]

    def as_kept(self):
        return asdict(self)

    def as_mapping(self, grid):
        """What is remembered: columns by their headings, whatever their order."""
        header = self.header(grid)
        heads = {name: plain(header[place]) for name, place in self.columns.items() if place < len(header)}
        return {"heads": heads, "same": self.same, "order": self.order}


def guess_layout(grid: Grid, kind: Kind, heading: int | None = None) -> Layout:
    heading = guess_heading_row(grid.rows, kind) if heading is None else heading
    layout = Layout(heading=heading)
    columns, suggested = guess_columns(layout.header(grid), kind)
    columns = {name: place for name, place in columns.items() if not kind.is_refused(layout.header(grid)[place])}
    layout = replace(layout, columns=kind.settle(columns), suggested=sorted(suggested))
    return _with_order(layout, grid, kind)


def mapped_layout(grid: Grid, kind: Kind, mapping: Mapping[str, Any], heading: int | None = None) -> Layout | None:
    """The layout that a remembered mapping gives this grid, or None: one of its headings is not there."""
    layout = guess_layout(grid, kind, heading)
    places: dict[str, int] = {}
    for place, head in enumerate(layout.header(grid)):
        places.setdefault(plain(head), place)
    names = {each.name for each in kind.fields}
    heads = {name: head for name, head in mapping["heads"].items() if name in names}
    if not heads or any(head not in places for head in heads.values()):
        return None
    columns = {name: places[head] for name, head in heads.items()}
    same = {name: text for name, text in mapping.get("same", {}).items() if name in names}
    layout = replace(layout, columns=columns, same=same, how=REMEMBERED, suggested=[])
    return _with_order(layout, grid, kind, mapping.get("order", ""))


def _with_order(layout, grid, kind, wished=""):
    orders = layout.orders(grid, kind)
    order = orders[0] if len(orders) == 1 else (wished if wished in orders else "")
    return replace(layout, order=order)


@dataclass
class Record:
    """One row: `cells` {field: text}, days as 2026-11-23 where they could be read; `raw`: the cells as in the file;
    `unread`: fields whose cell says nothing although somebody meant it to."""

    number: int
    cells: dict
    problems: list = field(default_factory=list)
    raw: list = field(default_factory=list)
    unread: set = field(default_factory=set)


@dataclass(frozen=True)
class Brought:
    """All that a file says, as its layout reads it."""

    records: list
    header: list = field(default_factory=list)
    left_out: list = field(default_factory=list)
    refused: list = field(default_factory=list)
    missing: list = field(default_factory=list)
    columns: dict = field(default_factory=dict)

    @property
    def fields(self):
        return set(self.columns)


def brought(grid: Grid, layout: Layout, kind: Kind) -> Brought:
    header = shown_heads(layout.header(grid))
    left_out, refused = layout.left_out(grid, kind)
    marks = {(number, place): mark for number, place, mark in grid.marks}
    reading = _Reading(layout, kind, header, marks)
    columns = {name: header[place] for name, place in layout.columns.items() if place < len(header)}
    records = [reading.record(number, row) for number, row in layout.data(grid)]
    columns |= {name: "" for name, text in layout.same.items() if text and name not in columns}
    for each in kind.fields:
        if each.split and each.name in columns:
            columns |= {name: columns[each.name] for name in each.split("") if name not in columns}
    return Brought(records, header, left_out, refused, layout.missing(kind), columns)


class _Reading:
    def __init__(self, layout, kind, header, marks):
        self.layout, self.header, self.marks = layout, header, marks
        self.fields = [each for each in kind.fields if each.name in layout.given]

    def record(self, number, row):
        record = Record(number, {}, [], row)
        if any(cell.strip() for cell in row[len(self.header) :]):
            record.problems.append(_("The row has more cells than there are headings."))
        for each in self.fields:
            place = self.layout.columns.get(each.name)
            text = row[place].strip() if place is not None and place < len(row) else ""
            if (number, place) in self.marks:
                record.problems.append(self._said(number, place))
                record.unread.add(each.name)
            text = text or self.layout.same.get(each.name, "")
            record.cells[each.name] = self._day(text) if each.is_day else text
        for each in self.fields:
            if each.split:
                parts = each.split(record.cells.pop(each.name))
                record.cells |= {name: text for name, text in parts.items() if not record.cells.get(name)}
        return record

    def _said(self, number, place):
        words = {
            "no_value": _("Row %(row)s, column “%(column)s”: a formula whose result is not in the file."),
            "error": _("Row %(row)s, column “%(column)s”: the cell holds an error, such as #N/A."),
        }
        said = words[self.marks[number, place]]
        column = self.header[place] if place < len(self.header) else ""
        return said % {"row": display.number(number), "column": column}

    def _day(self, text):
        try:
            return read_day(text, self.layout.order or NEVER_ASKED_ALONE).isoformat()
        except ValueError:
            return text


def split_name(text: str) -> dict[str, str]:
    """{"given", "family"} of "Family, Given" («خانوادگی، نام»), else "Given Family": the first word is the one."""
    for comma in (",", "،", "؛", ";"):
        if comma in text:
            family, _comma, given = text.partition(comma)
            return {"given": given.strip(), "family": family.strip()}
    given, _space, family = text.strip().partition(" ")
    return {"given": given, "family": family.strip()}
