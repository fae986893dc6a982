from itertools import islice

from django.core.management.base import BaseCommand, CommandError

from evaluations.verification import problems as evaluation_problems
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
        first = None
        self.stdout.write(f"Havadar {version()}")
        for name in areas or AREAS:
            found = self.walk(name, None if options["all"] else SHOWN)
            first = first or next(iter(found), None)
        if first:
            raise CommandError(f"the first thing that does not add up: {first}", returncode=1)
        self.stdout.write(self.style.SUCCESS("everything adds up"))

    def walk(self, name, shown):
        """Walk one area and print what is found; returns the sentences."""
        found = list(islice(AREAS[name](), shown))
        self.stdout.write(f"{name}: {'ok' if not found else 'does not add up'}")
        for sentence in found:
            self.stdout.write(f"  {sentence}")
        if shown and len(found) == shown:
            self.stdout.write("  … perhaps more: --all names them")
        return found
