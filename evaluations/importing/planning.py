"""What an import would do, row by row, before anything is written."""

from dataclasses import dataclass

from evaluations.importing.reading import missing_columns, read_rows
from evaluations.models.imported import ImportBatch

NEW, UNCHANGED, WRONG = "new", "unchanged", "wrong"


@dataclass(frozen=True)
class PlannedRow:
    row: object
    status: str
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class ImportPlan:
    """`problems` concern the whole file, `rows` carry their own. Nothing is written while there is any."""

    source: str
    file_hash: str
    mapping: object
    rows: tuple[PlannedRow, ...]
    problems: tuple[str, ...] = ()

    def count(self, status):
        return sum(row.status == status for row in self.rows)

    @property
    def is_good(self):
        return not self.problems and not self.count(WRONG)


def plan_import(*, table, file_hash, source, mapping):
    """Compare a table with what was imported before under the same `source` (the file's name)."""
    absent = missing_columns(table, mapping)
    if absent:
        problem = "the file has no column called " + ", ".join(f"“{column}”" for column in absent)
        return ImportPlan(source, file_hash, mapping, (), (problem,))
    batch = ImportBatch.objects.filter(source=source).first()
    problems = _file_problems(batch, file_hash, source, mapping)
    known = dict(batch.rows.values_list("number", "row_hash")) if batch else {}
    rows = tuple(_planned(row, known) for row in read_rows(table, mapping))
    return ImportPlan(source, file_hash, mapping, rows, tuple(problems))


def _file_problems(batch, file_hash, source, mapping):
    if batch and batch.mapping_hash != mapping.hash:
        yield f"{source} was imported with another mapping; give the file another name to import it anew"
    twin = ImportBatch.objects.filter(file_hash=file_hash).exclude(source=source).first()
    if twin:
        yield f"the same file was imported before as {twin.source}"


def _planned(row, known):
    if row.problems:
        return PlannedRow(row, WRONG, tuple(row.problems))
    if row.number not in known:
        return PlannedRow(row, NEW)
    if known[row.number] != row.hash:
        return PlannedRow(row, WRONG, ("this row was imported before with other values",))
    return PlannedRow(row, UNCHANGED)
