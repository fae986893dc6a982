from django.core.management.base import BaseCommand
from django.db import transaction

from evaluations.records.criterion_summaries import rebuild_summaries, summary_differences


class Command(BaseCommand):
    help = "Make the sums per cycle, team and criterion anew from the answers, and prove that they are equal."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="only compare; change nothing")

    @transaction.atomic
    def handle(self, *args, check, **options):
        before = len(summary_differences())
        if check:
            self.stdout.write(f"{before} rows differ from the answers")
            return
        rows = rebuild_summaries()
        after = len(summary_differences())
        self.stdout.write(f"{rows} rows made anew; {before} differed before, {after} differ now")
