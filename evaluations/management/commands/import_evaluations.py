import csv
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from evaluations.importing.mapping import MappingError, read_mapping
from evaluations.importing.planning import NEW, UNCHANGED, WRONG, plan_import
from evaluations.importing.reading import file_hash
from evaluations.importing.setting_up import UnknownStandard
from evaluations.importing.writing import ImportRefused, import_evaluations
from kit.spreadsheets import Limits, SpreadsheetError, read_table
from people.models import User

SHOWN = 20
# A trusted operator's file may be larger than an upload.
LIMITS = Limits(
    size=50 * 1024 * 1024,
    unpacked=300 * 1024 * 1024,
    tags=20_000_000,
    rows=200_000,
    cells=10_000_000,
    letters=60_000_000,
)
BOUNDS = {"seconds": 120, "memory": 4 * 1024 * 1024 * 1024}
SHIPPED = Path(__file__).resolve().parents[2] / "mappings"


class Command(BaseCommand):
    help = "Read past evaluations from a CSV or XLSX file. All or nothing; the same file twice changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--map", required=True, help="A TOML file, or the name of one that ships with the product.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen and write nothing.")
        parser.add_argument("--report", type=Path, help="Write what became of every row to this CSV file.")
        parser.add_argument("--source", help="The name of the file over time; its own name when not given.")
        parser.add_argument("--by", help="User name of the person who imports.")

    def handle(self, *, file, map, dry_run, report, source, by, **options):
        mapping = self._mapping(map)
        table, digest = self._table(file)
        inputs = {"table": table, "file_hash": digest, "source": source or file.name, "mapping": mapping}
        plan = plan_import(**inputs)
        scores = {}
        if plan.is_good and not dry_run:
            scores = self._write(inputs, by)
        self._say(plan, dry_run)
        if report:
            self._report(report, plan, scores)
        if not plan.is_good:
            raise CommandError("Nothing was written. Correct the rows named above and try again.")

    def _mapping(self, name):
        path = Path(name)
        if not path.exists():
            path = SHIPPED / f"{name}.toml"
        try:
            return read_mapping(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as problem:
            raise CommandError(f"The mapping {name} cannot be read: {problem}") from problem
        except MappingError as problem:
            raise CommandError(str(problem)) from problem

    def _table(self, path):
        try:
            content = path.read_bytes()
            with path.open("rb") as file:
                return read_table(file, LIMITS, **BOUNDS), file_hash(content)
        except OSError as problem:
            raise CommandError(f"{path} cannot be read: {problem.strerror}") from problem
        except SpreadsheetError as problem:
            raise CommandError(str(problem)) from problem

    def _write(self, inputs, username):
        by = User.objects.filter(username=username).first() if username else None
        if username and by is None:
            raise CommandError(f"There is no user called {username}.")
        try:
            imported = import_evaluations(**inputs, by=by, at=timezone.now())
        except (ImportRefused, UnknownStandard) as problem:
            raise CommandError(f"{problem}. Nothing was written.") from problem
        return {row.imported_row.number: row for row in imported.evaluations}

    def _say(self, plan, dry_run):
        for problem in plan.problems:
            self.stdout.write(f"{plan.source}: {problem}")
        wrong = [planned for planned in plan.rows if planned.status == WRONG]
        for planned in wrong[:SHOWN]:
            self.stdout.write(f"row {planned.row.number}: {'; '.join(planned.problems)}")
        if len(wrong) > SHOWN:
            self.stdout.write(f"and {len(wrong) - SHOWN} more rows with problems (--report names them all)")
        word = "would be imported" if dry_run or not plan.is_good else "imported"
        self.stdout.write(
            f"{plan.count(NEW)} rows {word}, {plan.count(UNCHANGED)} unchanged, {plan.count(WRONG)} with problems"
        )

    def _report(self, path, plan, scores):
        with path.open("w", encoding="utf-8-sig", newline="") if str(path) != "-" else sys.stdout as file:
            writer = csv.writer(file)
            writer.writerow(["row", "subject", "status", "evaluation", "score", "problems"])
            for planned in plan.rows:
                row, evaluation = planned.row, scores.get(planned.row.number)
                number, score = (evaluation.number, evaluation.score) if evaluation else ("", "")
                problems = "; ".join(planned.problems)
                writer.writerow([row.number, row.subject["code"], planned.status, number, score, problems])
