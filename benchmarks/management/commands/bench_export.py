"""The file of a list of 100,000 rows, through the very code that answers a reader, and what memory it takes."""

import resource
import time

from django.core.management.base import BaseCommand
from django.utils import timezone

from benchmarks.measures import own_database, table
from kit.audit.models import AuditEntry
from kit.lists import ListPage
from kit.reader import reading_as
from kit.tables import CodeColumn, DayColumn, MomentColumn, NumberColumn, PercentColumn, Table, TextColumn

BATCH = 2000
WORDS = "سفارش را پیش از ثبت، یک بار برای مشتری بازگو می‌کند تا چیزی جا نماند."


class RowTable(Table):
    number = NumberColumn("شماره")
    at = MomentColumn("زمان")
    day = DayColumn("روز", accessor="at")
    name = TextColumn("نام", accessor="actor_name")
    verb = TextColumn("کار")
    score = PercentColumn("امتیاز", accessor="number")
    key = CodeColumn("کد", accessor="object_key")

    class Meta(Table.Meta):
        model = AuditEntry
        fields = ("number", "at", "day", "name", "verb", "score", "key")


class Rows(ListPage):
    table_class, title = RowTable, "bench"


class Command(BaseCommand):
    help = "Seconds, size and the process's peak of memory for the XLSX and the CSV of so many rows."

    def add_arguments(self, parser):
        parser.add_argument("--rows", type=int, default=100_000)

    def handle(self, *, rows, **options):
        with own_database(AuditEntry) as alias:
            _make(alias, rows)
            before = _peak()
            lines = [(kind, *_exported(alias, kind)) for kind in ("xlsx", "csv")]
        for line in table((f"{rows} rows", "seconds", "MB", "peak MB"), lines):
            self.stdout.write(line)
        self.stdout.write(f"the process before: {before:.0f} MB")


def _make(alias, rows):
    for start in range(0, rows, BATCH):
        numbers = range(start, min(start + BATCH, rows))
        AuditEntry.objects.using(alias).bulk_create([_row(number) for number in numbers])


def _row(number):
    row = AuditEntry(number=number, at=timezone.now(), actor_name=f"نرگس احمدی {number}", verb=WORDS)
    row.object_type, row.object_key, row.detail, row.hash = "x", f"EV-1405-{number:06}", {}, f"{number:064}"
    return row


def _exported(alias, kind):
    """(seconds, MB of the file, peak MB of this process so far)."""
    began = time.perf_counter()
    records = AuditEntry.objects.using(alias).order_by("pk")
    with reading_as("fa"):
        answer = Rows().export(RowTable(records), kind)
        size = sum(len(piece) for piece in answer.streaming_content)
    answer.close()
    return f"{time.perf_counter() - began:.1f}", f"{size / 1e6:.1f}", f"{_peak():.0f}"


def _peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
