from types import SimpleNamespace

from django.core.management.base import BaseCommand
from django.utils import timezone

from kit.jobs.actions import start_job


class Command(BaseCommand):
    help = "Start a job of so many items."

    def add_arguments(self, parser):
        parser.add_argument("items", type=int)

    def handle(self, *, items, **options):
        subjects = [f"s{number:04}" for number in range(items)]
        by = SimpleNamespace(key="tester", is_active=True)
        start_job(kind="crash", title="Crash", subjects=subjects, by=by, at=timezone.now())
