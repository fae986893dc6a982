"""A file of past evaluations as a table: the room of `kit.importing` reads it, the mapping says which row has the
headings."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.importing.headings import LOOKED_AT, shown_heads
from kit.importing.kinds import Kind
from kit.importing.layouts import guess_layout
from kit.text.folding import fold, tidy

# Which column is what differs from file to file: the mapping says it, not fields that all have.
PAST = Kind(
    "evaluations",
    gettext_lazy("Past evaluations from a file"),
    fields=(),
    permission="evaluations.import_evaluations",
    address="evaluations:import",
)


@dataclass(frozen=True)
class FileTable:
    """`marks`: {(number of the row, place): "no_value" or "error"}, the cells that say nothing though they should.
    `wide`: numbers of the rows that have more cells than there are headings."""

    header: list
    rows: list
    numbers: list
    marks: dict = field(default_factory=dict)
    wide: frozenset = frozenset()

    def faults(self, mapping):
        """{number of the row: sentences} of the columns that the mapping reads."""
        wanted, found = {fold(column) for column in mapping.columns}, {}
        for (number, place), mark in self.marks.items():
            head = self.header[place] if place < len(self.header) else ""
            if fold(head) in wanted:
                words = _WORDS[mark]() % {"row": number, "column": head}
                found.setdefault(number, []).append(words)
        for number in self.wide:
            words = _("row %(row)s has more cells than there are headings") % {"row": number}
            found.setdefault(number, []).append(words)
        return found


_WORDS = {
    "no_value": lambda: _("row %(row)s, column “%(column)s”: a formula whose result is not in the file"),
    "error": lambda: _("row %(row)s, column “%(column)s”: the cell holds an error, such as #N/A"),
}


def table_of(grid, mapping=None, heading=None):
    """`heading`: the place of the row with the headings; else the first that has all of the mapping's columns."""
    if heading is None:
        heading = _heading(grid, mapping)
    cells = grid.rows[heading] if heading < len(grid.rows) else []
    header = [tidy(head) for head in shown_heads(cells)]
    width, numbers, rows = len(header), grid.numbers[heading + 1 :], grid.rows[heading + 1 :]
    return FileTable(
        header=header,
        rows=[[*row[:width], *[""] * (width - len(row))] for row in rows],
        numbers=numbers,
        marks={(number, place): mark for number, place, mark in grid.marks},
        wide=frozenset(
            number for number, row in zip(numbers, rows, strict=True) if any(cell.strip() for cell in row[width:])
        ),
    )


def _heading(grid, mapping):
    wanted = {fold(column) for column in mapping.columns} if mapping else set()
    for place, row in enumerate(grid.rows[:LOOKED_AT] if wanted else ()):
        if wanted <= {fold(cell) for cell in shown_heads(row)}:
            return place
    return guess_layout(grid, PAST).heading
