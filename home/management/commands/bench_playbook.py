from datetime import timedelta

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.models import Max
from django.test.utils import override_settings
from django.urls import get_resolver, path, reverse
from django.utils import timezone
from wagtail.models import Page

from home.crowd import grow_to
from home.management.commands.bench_pages import _client, empty, throw_away_database
from kit.bench import measure, table
from kit.values.keys import new_key
from people.models import StaffMember
from playbook.editions import hashes
from playbook.evidence.quotes import digest_of, folded_text
from playbook.models import Edition, Evidence, FolderPage, FrozenStandard, Signature

PLAIN, EMPTY = "plain Wagtail page", "an empty view"
PAGES = [
    ("folder", "narges", "playbook:folder", ""),
    ("coverage matrix", "mina", "playbook:coverage", ""),
    ("coverage to XLSX", "mina", "playbook:coverage", "_export=xlsx"),
    ("signature board", "hoda", "playbook:signature_board", ""),
    ("signatures to XLSX", "hoda", "playbook:signature_board", "_export=xlsx"),
    ("trust of the folder", "mina", "playbook:review", "show=all"),
    ("customers' words", "mina", "playbook:words", "show=all"),
    ("one after the other", "mina", "playbook:words_flow", ""),
]
PHASES = [("before", "BEF"), ("during", "DUR"), ("after", "AFT")]


def plain_page(request):
    """A page of the same site as Wagtail serves it, in the same shell, with nothing of ours in it."""
    page = FolderPage.objects.live().order_by("pk").first()
    page.template = "base.html"
    return Page.serve(page, request)


class Command(BaseCommand):
    help = "Measure the folder's pages with many standards and staff, in a database that is thrown away."

    def add_arguments(self, parser):
        parser.add_argument("--standards", type=int, default=300)
        parser.add_argument("--staff", type=int, default=2000)
        parser.add_argument("--signed", type=int, default=90, help="percent of the signatures that are given")
        parser.add_argument("--quotes", type=int, default=5000, help="of customers, linked to nothing")
        parser.add_argument("--rounds", type=int, default=10, help="how often each page is asked for")

    def handle(self, *, standards, staff, signed, quotes, rounds, **options):
        get_resolver().url_patterns += [path("bench/empty/", empty), path("bench/plain/", plain_page)]
        with throw_away_database(), override_settings(DEBUG=False, ALLOWED_HOSTS=["*"], SECURE_SSL_REDIRECT=False):
            call_command("create_demo", stdout=self.stderr)
            few = {result.name: result.queries for result in self._measure(3)}
            grow_to(staff)
            count = sign(large_edition(standards), signed)
            said(quotes)
            people = (
                f"{standards} standards x {staff} staff, {count:,} signatures, {quotes:,} quotes, {connection.vendor}"
            )
            self._print(people, list(self._measure(rounds)), few)

    def _measure(self, rounds):
        clients = {who: _client(who) for who in ("narges", "mina", "hoda")}
        yield measure(EMPTY, clients["narges"], "/bench/empty/", rounds=rounds)
        yield measure(PLAIN, clients["narges"], "/bench/plain/", rounds=rounds)
        for name, who, url_name, query in PAGES:
            yield measure(name, clients[who], f"{reverse(url_name)}?{query}", rounds=rounds)

    def _print(self, title, results, few):
        plain = next(result for result in results if result.name == PLAIN)
        self.stdout.write(f"\n{title}, CPU in milliseconds")
        header = ["page", "status", "median", "p95", "queries", "in the demo", "bytes", "x plain"]
        rows = [
            [
                result.name,
                result.status,
                f"{result.median:.1f}",
                f"{result.p95:.1f}",
                result.queries,
                few[result.name],
                f"{result.size:,}",
                f"{result.median / plain.median:.1f}",
            ]
            for result in results
        ]
        for line in table(header, rows):
            self.stdout.write(line)


def large_edition(size):
    """An edition of `size` standards in force since ten days: rows alone, without pages."""
    today = timezone.localdate()
    last = Edition.objects.folder().frozen().order_by("-number").first()
    began = max(last.effective_on, today - timedelta(days=10))
    Edition.objects.filter(pk=last.pk).update(state="superseded", superseded_on=began)
    edition = Edition.objects.create(
        number=Edition.objects.aggregate(last=Max("number"))["last"] + 1,
        title_fa="سنجش",
        effective_on=began,
        state="frozen",
        drafted_at=timezone.now(),
        frozen_at=timezone.now(),
        content_hash="0" * 64,
        structure_hash="0" * 64,
    )
    FrozenStandard.objects.bulk_create(_row(edition, number) for number in range(size))
    return edition


def _row(edition, number):
    phase, prefix = PHASES[number % 3]
    row = FrozenStandard(
        edition=edition,
        position=number + 1,
        code=f"{prefix}-{number // 3 + 1:02d}",
        phase=phase,
        touchpoint_code=f"t{number // 3 % 8}",
        touchpoint_name_fa=f"نقطهٔ تماس {number // 3 % 8}",
        behaviour_fa=f"سفارش شمارهٔ {number} را پیش از ثبت یک بار بازگو می‌کند و منتظر تأیید مشتری می‌ماند.",
        why_fa="مشتری مطمئن می‌شود که درست شنیده‌ایم، و اشتباه همان جا درست می‌شود.",
        is_critical=number % 12 == 0,
        binds_from=edition.effective_on,
    )
    row.content_hash = hashes.standard_hash(row, [])
    row.text_hash = row.binding_hash = hashes.text_hash(row)
    return row


def said(size):
    """As many quotes that nobody has linked yet."""
    at = timezone.now()
    words = [f"سفارش ما دیر رسید و میز {number} را کسی پاک نکرد" for number in range(size)]
    Evidence.objects.bulk_create(
        Evidence(
            quote=text,
            language="fa",
            source=f"{number % 7}",
            folded=folded_text(text, ""),
            digest=digest_of(text),
            likeness=digest_of(text),
            added_at=at - timedelta(minutes=number),
        )
        for number, text in enumerate(words)
    )


def sign(edition, percent):
    """Everyone signs about `percent` of the standards."""
    rows = list(edition.standards.values_list("pk", "text_hash", "code"))
    at, count = timezone.now() - timedelta(days=3), 0
    for staff in StaffMember.objects.filter(left_on=None).values_list("pk", flat=True):
        given = [
            Signature(key=new_key(), staff_id=staff, frozen_standard_id=pk, text_hash=text, signed_at=at)
            for n, (pk, text, _code) in enumerate(rows)
            if (n * 37 + staff * 11) % 100 < percent
        ]
        count += len(Signature.objects.bulk_create(given))
    return count
