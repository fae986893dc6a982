from itertools import islice

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from evaluations.verification import problems as evaluation_problems
from home.cases import DAYS, cases
from home.cases import problems as second_person_problems
from kit.audit.chain import chain_problems
from kit.documents.storing import problems as document_problems
from kit.version import version
from playbook.verification import problems as playbook_problems
from rewards.verification import problems as reward_problems
from training.verification import problems as training_problems

AREAS = {
    "audit log": chain_problems,
    "folder": playbook_problems,
    "training": training_problems,
    "evaluations": evaluation_problems,
    "rewards": reward_problems,
    "documents": document_problems,
    "second people": second_person_problems,
}
SHOWN = 20


class Command(BaseCommand):
    help = "Prove again everything that must never change: chain, editions, attempts, evaluations, runs, documents."

    def add_arguments(self, parser):
        parser.add_argument("areas", nargs="*", help=f"some of: {', '.join(AREAS)} (all unless given)")
        parser.add_argument("--all", action="store_true", help=f"name every problem, not the first {SHOWN} of an area")

    def handle(self, *args, areas, **options):
        unknown = [name for name in areas if name not in AREAS]
        if unknown:
            raise CommandError(f"no such area: {', '.join(unknown)}")
        self.second_looks(areas)
        first = None
        self.stdout.write(f"Havadar {version()}")
        for name in areas or AREAS:
            found = self.walk(name, None if options["all"] else SHOWN)
            first = first or next(iter(found), None)
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

    def walk(self, name, shown):
        """Walk one area and print what is found; returns the sentences."""
        found = list(islice(AREAS[name](), shown))
        self.stdout.write(f"{name}: {'ok' if not found else 'does not add up'}")
        for sentence in found:
            self.stdout.write(f"  {sentence}")
        if shown and len(found) == shown:
            self.stdout.write("  … perhaps more: --all names them")
        return found
