import csv
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluations.importing.execution import ImportRefused, import_evaluations, rehearsed
from evaluations.importing.mapping import MappingError, read_mapping
from evaluations.importing.plan import CHOICES, EMPTY, NEW, REFUSE, UNCHANGED, WRONG, plan_import
from evaluations.importing.rows import file_hash
from evaluations.importing.tables import table_of
from kit.importing.uploads import read_grid
from kit.reader import reading_as
from kit.spreadsheets import Limits, SpreadsheetError, content_of
from kit.text.bilingual import LANGUAGES
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
LARGEST_MAPPING = 1024 * 1024
SHIPPED = Path(__file__).resolve().parents[2] / "mappings"


class Command(BaseCommand):
    help = "Read past evaluations from a file. All or nothing; the same file twice changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--map", required=True, help="A TOML file, or the name of one that ships with the product.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen and write nothing.")
        parser.add_argument("--report", type=Path, help="Write what became of every row to this CSV file.")
        parser.add_argument("--source", help="The name of the file over time; its own name when not given.")
        parser.add_argument("--by", help="User name of the person who imports.")
        parser.add_argument(
            "--without-answers", choices=CHOICES, default=REFUSE, help="A row in which every answer is empty."
        )
        parser.add_argument("--wrong-rows", choices=CHOICES, default=REFUSE, help="A row that cannot be read.")
        parser.add_argument("--language", choices=LANGUAGES, default="en", help="Of everything that is said.")

    def handle(self, *, language, **options):
        with reading_as(language):
            self._handle(**options)

    def _handle(self, *, file, map, dry_run, report, source, by, without_answers, wrong_rows, **options):
        mapping = self._mapping(map)
        table, digest = self._table(file, mapping)
        person = self._person(by)
        inputs = {"table": table, "file_hash": digest, "source": source or file.name, "mapping": mapping}
        inputs |= {"without_answers": without_answers, "wrong_rows": wrong_rows}
        plan, written = self._done(inputs, person, dry_run)
        self._say(plan, dry_run)
        if report:
            self._report(report, plan, written)
        if not plan.is_good:
            raise CommandError(_("Nothing was written. Correct what is named above and try again."))

    def _done(self, inputs, by, dry_run):
        """(the plan, {row number: evaluation})."""
        at = timezone.now()
        if dry_run:
            return rehearsed(plan_import(**inputs), by=by, at=at), {}
        try:
            imported = import_evaluations(**inputs, by=by, at=at)
        except ImportRefused as refused:
            return refused.plan, {}
        return imported.plan, {row.imported_row.number: row for row in imported.evaluations}

    def _mapping(self, name):
        path = Path(name)
        try:
            if not path.exists():
                path = SHIPPED / f"{name}.toml"
            if path.stat().st_size > LARGEST_MAPPING:
                raise CommandError(_("The mapping %(name)s is too large.") % {"name": name})
            return read_mapping(path.read_text(encoding="utf-8-sig"))
        except (OSError, ValueError) as problem:
            if isinstance(problem, MappingError):
                raise CommandError(str(problem)) from problem
            words = {"name": name, "problem": _why(problem)}
            raise CommandError(_("The mapping %(name)s cannot be read: %(problem)s") % words) from problem

    def _table(self, path, mapping):
        try:
            with path.open("rb") as file:
                content = content_of(file, LIMITS.size)
            return table_of(read_grid(content, LIMITS, **BOUNDS), mapping), file_hash(content)
        except (OSError, ValueError) as problem:
            if isinstance(problem, SpreadsheetError):
                raise CommandError(str(problem)) from problem
            words = {"name": path, "problem": _why(problem)}
            raise CommandError(_("%(name)s cannot be read: %(problem)s") % words) from problem

    def _person(self, username):
        by = User.objects.filter(username=username).first() if username else None
        if username and by is None:
            raise CommandError(_("There is no user called %(name)s.") % {"name": username})
        return by

    def _say(self, plan, dry_run):
        for line in (*plan.problems, *plan.notes):
            self.stdout.write(f"{plan.source}: {line}")
        told = [planned for planned in plan.rows if planned.status in (WRONG, EMPTY) or planned.notes]
        for planned in told[:SHOWN]:
            said = "; ".join((*planned.problems, *planned.notes))
            self.stdout.write(_("row %(row)s: %(said)s") % {"row": planned.row.number, "said": said})
        if len(told) > SHOWN:
            words = _("and %(count)s more rows (--report names them all)")
            self.stdout.write(words % {"count": len(told) - SHOWN})
        self.stdout.write(self._counts(plan, dry_run))

    def _counts(self, plan, dry_run):
        counts = {name: plan.count(name) for name in (NEW, UNCHANGED, WRONG, EMPTY)}
        if dry_run or not plan.is_good:
            words = _("%(new)s rows would be imported, %(unchanged)s unchanged, %(wrong)s with problems")
        else:
            words = _("%(new)s rows imported, %(unchanged)s unchanged, %(wrong)s with problems")
        line = words % counts
        return line + _(", %(empty)s without answers left out") % counts if counts[EMPTY] else line

    def _report(self, path, plan, written):
        if str(path) == "-":
            return self._write_report(sys.stdout, plan, written)
        try:
            with path.open("w", encoding="utf-8-sig", newline="") as file:
                self._write_report(file, plan, written)
        except OSError as problem:
            words = {"name": path, "problem": _why(problem)}
            raise CommandError(_("%(name)s cannot be written: %(problem)s") % words) from problem

    def _write_report(self, file, plan, written):
        writer = csv.writer(file)
        writer.writerow(["row", "subject", "status", "evaluation", "score", "problems"])
        for planned in plan.rows:
            row, evaluation = planned.row, written.get(planned.row.number)
            number, score = (evaluation.number, evaluation.score) if evaluation else ("", "")
            problems = "; ".join((*planned.problems, *planned.notes))
            writer.writerow([row.number, row.subject["code"], planned.status, number, score, problems])


def _why(problem):
    """What the system says of a file that cannot be opened, without its path; the bytes that are no text."""
    return getattr(problem, "strerror", None) or str(problem)[:200]
