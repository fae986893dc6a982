from itertools import islice

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from home.checks.areas import AREAS
from home.checks.cases import DAYS, cases
from kit.audit.chain import anchor_problem, head
from kit.audit.seals import sealed_tables
from kit.audit.verification import tables_under_seal
from kit.version import version

SHOWN = 20


class Command(BaseCommand):
    help = "Prove again everything that is evidence: the audit log, and that all stands as the last action left it."

    def add_arguments(self, parser):
        parser.add_argument("areas", nargs="*", help=f"some of: {', '.join(AREAS)} (all unless given)")
        parser.add_argument("--all", action="store_true", help=f"name every problem, not the first {SHOWN} of an area")
        parser.add_argument("--head", action="store_true", help="only print the log's last number and hash")
        parser.add_argument(
            "--since", nargs=2, metavar=("NUMBER", "HASH"), help="the log still holds what --head printed"
        )

    def handle(self, *args, areas, **options):
        if options["head"]:
            self.stdout.write("{} {}".format(*head()))
            return
        unknown = [name for name in areas if name not in AREAS]
        if unknown:
            raise CommandError(f"no such area: {', '.join(unknown)}")
        self.second_looks(areas)
        self.stdout.write(f"Havadar {version()}")
        first = self.anchor(options["since"])
        for name in areas or AREAS:
            found = self.walk(name, None if options["all"] else SHOWN)
            first = first or next(iter(found), None)
        self.tell_unsealed()
        if first:
            raise CommandError(f"the first thing that does not add up: {first}", returncode=1)
        self.stdout.write(self.style.SUCCESS("everything adds up"))

    def second_looks(self, areas):
        """What is no fault and wants a look all the same: it stands on the administrator's page too."""
        found = [] if areas else cases(at=timezone.now())
        if found:
            self.stdout.write(f"worth a look, in the last {DAYS} days: {len(found)}")
        for case in found[:SHOWN]:
            self.stdout.write(f"  {case.at:%Y-%m-%d %H:%M} {case.what}: {case.detail}")

    def anchor(self, since):
        """Whether the log still holds what was noted elsewhere; returns the sentence, or None."""
        if not since:
            return None
        if not since[0].isdecimal():
            raise CommandError(f"not the number of an entry: {since[0]}")
        problem = anchor_problem(int(since[0]), since[1])
        self.stdout.write(problem or f"entry {since[0]}: as it was noted")
        return problem

    def tell_unsealed(self):
        """Before its first sealing a table may hold rows that no entry of the log knows."""
        fresh = {each.label for each in sealed_tables()} - tables_under_seal()
        if fresh:
            names = ", ".join(sorted(fresh))
            self.stdout.write(f"not under seal yet, so new rows are not noticed (manage.py seal_evidence): {names}")

    def walk(self, name, shown):
        """Walk one area and print what is found; returns the sentences."""
        found = list(islice(AREAS[name](), shown))
        self.stdout.write(f"{name}: {'ok' if not found else 'does not add up'}")
        for sentence in found:
            self.stdout.write(f"  {sentence}")
        if shown and len(found) == shown:
            self.stdout.write("  … perhaps more: --all names them")
        return found
