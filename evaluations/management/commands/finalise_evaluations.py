from django.core.management.base import BaseCommand
from django.utils import timezone

from evaluations.actions import finalise_due


class Command(BaseCommand):
    help = "Make final what was released and not answered within seven working days. Run it once a day."

    def handle(self, *args, **options):
        made = finalise_due(on=timezone.localdate(), at=timezone.now())
        self.stdout.write(f"{len(made)} evaluations became final")
