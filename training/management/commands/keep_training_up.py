from django.core.management.base import BaseCommand
from django.utils import timezone

from training.actions import assign_required_courses, remind_of_due_courses


class Command(BaseCommand):
    help = "Once a day: assign required courses to whoever has them not, and remind of what is due soon."

    def handle(self, **options):
        on, at = timezone.localdate(), timezone.now()
        made = assign_required_courses(on=on, at=at)
        reminded = remind_of_due_courses(on=on, at=at)
        self.stdout.write(f"{len(made)} assigned, {reminded} reminded")
