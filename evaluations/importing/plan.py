"""What an import would do, row by row, before anything is written."""

from collections import Counter
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluations.importing.directory import Directory
from evaluations.importing.rows import missing_columns, read_rows
from evaluations.models.imports import ImportBatch, ImportedRow
from kit.display import number
from kit.values.canonical import content_hash

NEW, UNCHANGED, WRONG, EMPTY = "new", "unchanged", "wrong", "empty"
REFUSE, LEAVE_OUT = "refuse", "leave-out"
CHOICES = (REFUSE, LEAVE_OUT)


@dataclass(frozen=True)
class PlannedRow:
    """`known`: the evaluation that it became before: {"evaluation__number", "evaluation__key", …}."""

    row: object
    status: str
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    known: dict | None = None


@dataclass(frozen=True)
class ImportPlan:
    """`problems` concern the whole file, `rows` carry their own; `notes` are worth knowing and stop nothing.

    `leaves_out`: wrong rows are left out, because the importer said so; else there must be none.
    """

    source: str
    file_hash: str
    mapping: object
    rows: tuple[PlannedRow, ...]
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    leaves_out: bool = False

    def count(self, status):
        return sum(row.status == status for row in self.rows)

    @property
    def is_good(self):
        return not self.problems and (self.leaves_out or not self.count(WRONG))

    @property
    def new(self):
        return [planned.row for planned in self.rows if planned.status == NEW]

    @property
    def fingerprint(self):
        """Tells whether the plan is still the one that was looked at."""
        rows = [[planned.row.number, planned.status, planned.row.hash] for planned in self.rows]
        return content_hash([self.source, self.file_hash, self.mapping.hash, self.leaves_out, rows, self.problems])


def plan_import(*, table, file_hash, source, mapping, without_answers=REFUSE, wrong_rows=REFUSE, on=None):
    """Compare a table with what was imported before, by the same mapping, from whichever file.

    `without_answers`: a row in which every answer is missing is wrong, or left out and said to be.
    """
    absent = missing_columns(table, mapping)
    if absent:
        names = _(", ").join(f"“{column}”" for column in absent)
        problem = _("the file has no column called %(names)s") % {"names": names}
        return ImportPlan(source, file_hash, mapping, (), (problem,))
    rows, known = read_rows(table, mapping), Known(mapping, source)
    directory = Directory(mapping, rows, on or timezone.localdate())
    problems = [*_file_problems(table, file_hash, source, mapping), *directory.problems()]
    matched = [(row, known.take(row)) for row in rows]
    planned = tuple(_planned(row, found, known, directory, without_answers) for row, found in matched)
    notes = (*known.notes(), *_notes(planned))
    return ImportPlan(source, file_hash, mapping, planned, tuple(problems), notes, wrong_rows == LEAVE_OUT)


def _file_problems(table, file_hash, source, mapping):
    if not table.rows:
        yield _("the file has headings but no rows")
    if len(source) > ImportBatch._meta.get_field("source").max_length:
        yield _("the name of the file is too long; give it a shorter one")
    if ImportBatch.objects.filter(source=source).exclude(mapping_hash=mapping.hash).exists():
        yield _("%(source)s was imported with another mapping; give the file another name to import it anew") % {
            "source": source
        }
    twin = ImportBatch.objects.filter(file_hash=file_hash).exclude(mapping_hash=mapping.hash).first()
    if twin and twin.source != source:
        yield _("the same file was imported before as %(source)s, with another mapping") % {"source": twin.source}


class Known:
    """The rows that this mapping brought before; `take` finds the one that a row of the file is."""

    FIELDS = (
        "identity",
        "row_hash",
        "batch__source",
        "evaluation__number",
        "evaluation__key",
        "evaluation__subject__code",
        "evaluation__evaluator__code",
        "evaluation__source",
        "evaluation__observed_on",
    )

    def __init__(self, mapping, source):
        rows = ImportedRow.objects.filter(batch__mapping_hash=mapping.hash).order_by("pk")
        if mapping.each_file:
            rows = rows.filter(batch__source=source)
        self.source, self.named, self.whole = source, {}, {}
        for row in rows.values(*self.FIELDS):
            if row["identity"]:
                self.named[row["identity"]] = row
            else:
                self.whole.setdefault(row["row_hash"], []).append(row)
        self.elsewhere = Counter()
        self._left = None

    def take(self, row):
        """The imported row, or None. Each is taken once."""
        found = self.named.pop(row.identity, None)
        if found is None and self.whole.get(row.whole):
            found = self.whole[row.whole].pop()
        if found and found["batch__source"] != self.source:
            self.elsewhere[found["batch__source"]] += 1
        return found

    @property
    def left(self):
        """{about: row} of those of this file that no row of it is any more. Asked when all were taken."""
        if self._left is None:
            rows = [*self.named.values(), *(row for rows in self.whole.values() for row in rows)]
            self._left = {_about(row): row for row in rows if row["batch__source"] == self.source}
        return self._left

    def notes(self):
        for source, count in self.elsewhere.items():
            words = ngettext(
                "%(count)s row was imported before from %(source)s and is not imported again",
                "%(count)s rows were imported before from %(source)s and are not imported again",
                count,
            )
            yield words % {"count": number(count), "source": source}
        if self.left:
            words = ngettext(
                "%(count)s row imported before is not in the file any more; its evaluation stays",
                "%(count)s rows imported before are not in the file any more; their evaluations stay",
                len(self.left),
            )
            yield words % {"count": number(len(self.left))}


def _about(row):
    return (
        row["evaluation__subject__code"].casefold(),
        row["evaluation__evaluator__code"].casefold(),
        row["evaluation__source"],
        row["evaluation__observed_on"],
    )


def _planned(row, found, known, directory, without_answers):
    problems = [*row.problems, *directory.row_problems(row)]
    if problems:
        return PlannedRow(row, WRONG, tuple(problems))
    before = found if found and (not found["identity"] or found["row_hash"] == row.hash) else None
    if before:
        return PlannedRow(row, UNCHANGED, known=before)
    other = found or known.left.get(row.about)
    if other:
        words = _("imported before with other values, as %(number)s; correct it on the evaluation's own page")
        return PlannedRow(row, WRONG, (words % {"number": other["evaluation__number"]},), known=other)
    if not row.given:
        nothing = _("no answers: all %(count)s are empty") % {"count": number(len(row.answers))}
        if without_answers == REFUSE:
            return PlannedRow(row, WRONG, (nothing,))
        return PlannedRow(row, EMPTY, (), (nothing,))
    return PlannedRow(row, NEW, (), (*_empty_note(row), *directory.row_notes(row)))


def _empty_note(row):
    if row.empty:
        words = ngettext("%(empty)s of %(all)s answers empty", "%(empty)s of %(all)s answers empty", row.empty)
        yield words % {"empty": number(row.empty), "all": number(len(row.answers))}


def _notes(planned):
    partly = sum(each.status == NEW and each.row.empty > 0 for each in planned)
    if partly:
        words = ngettext(
            "in %(count)s new row some answers are empty: they did not arise",
            "in %(count)s new rows some answers are empty: they did not arise",
            partly,
        )
        yield words % {"count": number(partly)}
