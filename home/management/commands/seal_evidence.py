from django.core.management.base import BaseCommand
from django.utils import timezone

from kit.audit.first_seals import seal_found


class Command(BaseCommand):
    help = "Put rows that are older than the seals of the audit log under seal as they are found (once; setup does it)."

    def add_arguments(self, parser):
        parser.add_argument(
            "--again",
            metavar="REASON",
            help="also take as found what verify names now, because somebody mended rows by hand; the reason is kept",
        )

    def handle(self, *, again, **options):
        for label, count in seal_found(at=timezone.now(), again=again).items():
            self.stdout.write(f"{label}: {count} sealed as found")
