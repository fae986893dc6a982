from django.core.exceptions import ObjectDoesNotExist
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.test.utils import override_settings
from django.urls import NoReverseMatch, reverse

from benchmarks.company import EMPTY, EMPTY_ADDRESS, client_of, empty_page, throw_away_database
from benchmarks.crowd import grow_to
from benchmarks.measures import measure, table
from evaluations.models import Evaluation
from playbook.models import FrozenStandard
from training.models import Lesson

# Page, who asks for it, URL name, query, names of the arguments.
PAGES = [
    ("my day", "narges", "home:my_day", "", ""),
    ("staff list", "hoda", "people:staff_list", "", ""),
    ("staff to XLSX", "hoda", "people:staff_list", "_export=xlsx", ""),
    ("evaluation list", "hoda", "evaluations:list", "", ""),
    ("evaluations to XLSX", "hoda", "evaluations:list", "_export=xlsx", ""),
    ("evaluation", "hoda", "evaluations:evaluation", "", "evaluation"),
    ("folder", "narges", "playbook:folder", "", ""),
    ("standard", "narges", "playbook:standard", "", "standard"),
    ("course", "narges", "training:course", "", "course"),
    ("lesson", "narges", "training:lesson", "", "lesson"),
    ("team board", "saeed", "home:board", "", ""),
    ("HR desk", "hoda", "home:hr_desk", "", ""),
    ("search", "narges", "home:search", "q=مشتری", ""),
]


def _evaluation():
    return {"key": Evaluation.objects.filter(state="released").latest("id").key}


def _standard():
    return {"key": FrozenStandard.objects.filter(edition__state="frozen").latest("id").key}


def _lesson():
    lesson = Lesson.objects.select_related("course").earliest("id")
    return {"key": lesson.course.key, "lesson": lesson.translation_key}


def _course():
    return {"key": _lesson()["key"]}


ARGUMENTS = {"": dict, "evaluation": _evaluation, "standard": _standard, "course": _course, "lesson": _lesson}


class Command(BaseCommand):
    help = "Measure pages at several sizes of the company, in a database that is thrown away: CPU, queries, bytes."

    def add_arguments(self, parser):
        parser.add_argument("--staff", type=int, nargs="+", default=[200, 2000], help="sizes of the company")
        parser.add_argument("--rounds", type=int, default=20, help="how often each page is asked for")

    def handle(self, *, staff, rounds, **options):
        with (
            empty_page(),
            throw_away_database(),
            override_settings(DEBUG=False, ALLOWED_HOSTS=["*"], SECURE_SSL_REDIRECT=False),
        ):
            call_command("create_demo", stdout=self.stderr)
            first = None
            for size in sorted(staff):
                grow_to(size)
                results = list(self._measure(rounds))
                self._print(size, results, first)
                first = first or {result.name: result for result in results}

    def _measure(self, rounds):
        clients = {who: client_of(who) for who in {page[1] for page in PAGES}}
        yield measure(EMPTY, clients["narges"], f"/{EMPTY_ADDRESS}", rounds=rounds * 5)
        for name, who, url_name, query, wanted in PAGES:
            try:
                url = reverse(url_name, kwargs=ARGUMENTS[wanted]())
            except (NoReverseMatch, ObjectDoesNotExist) as missing:
                self.stdout.write(f"{name}: left out, {missing}")
                continue
            yield measure(name, clients[who], f"{url}?{query}" if query else url, rounds=_fewer(rounds, query))

    def _print(self, size, results, first):
        floor = results[0].median
        self.stdout.write(f"\n{size} people, {connection.vendor}, CPU in milliseconds")
        header = ["page", "status", "median", "p95", "queries", "bytes", "x empty", "growth"]
        rows = [
            [
                result.name,
                result.status,
                f"{result.median:.1f}",
                f"{result.p95:.1f}",
                result.queries,
                f"{result.size:,}",
                f"{result.median / floor:.0f}",
                f"{result.median / first[result.name].median:.2f}" if first and result.name in first else "",
            ]
            for result in results
        ]
        for line in table(header, rows):
            self.stdout.write(line)


def _fewer(rounds, query):
    return max(rounds // 4, 3) if "_export" in query else rounds
