import statistics
import threading
import time
from collections import Counter

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.test import Client
from django.test.utils import override_settings
from django.urls import get_resolver, path, reverse
from django.utils import timezone

from benchmarks.company import EMPTY, client_of, empty, throw_away_database
from benchmarks.learners import course_of, grow_learners
from benchmarks.measures import measure, table
from people.models import StaffMember
from training.actions import start_attempt
from training.models import Attempt

PAGES = [
    ("people board", "hoda", "training:board", ""),
    ("people board, sorted", "hoda", "training:board", "sort=-to_mend"),
    ("people board, narrowed", "hoda", "training:board", "status=overdue"),
    ("team's board", "saeed", "training:board", ""),
    ("courses board", "hoda", "training:courses_board", ""),
    ("one course", "hoda", "training:course_board", ""),
    ("expiring", "hoda", "training:expiring", ""),
    ("expiring to XLSX", "hoda", "training:expiring", "_export=xlsx"),
    ("who learns what", "hoda", "training:assignments", ""),
    ("my training", "narges", "training:mine", ""),
]
BUDGET = 300


class Command(BaseCommand):
    help = (
        "Measure training's boards with many people and courses, and people handing in at once, in a thrown away base."
    )

    def add_arguments(self, parser):
        parser.add_argument("--staff", type=int, default=10000)
        parser.add_argument("--courses", type=int, default=20)
        parser.add_argument("--rounds", type=int, default=10, help="how often each page is asked for")
        parser.add_argument("--at-once", type=int, default=32, help="how many hand in at the same moment")

    def handle(self, *, staff, courses, rounds, at_once, **options):
        get_resolver().url_patterns.append(path("bench/empty/", empty))
        with throw_away_database(), override_settings(DEBUG=False, ALLOWED_HOSTS=["*"], SECURE_SSL_REDIRECT=False):
            call_command("create_demo", stdout=self.stderr)
            quiz = grow_learners(200, courses)
            few = {name: result.queries for name, result, _wall in self._pages(quiz, 2)}
            began = time.monotonic()
            quiz = grow_learners(staff, courses + 1)
            self.stderr.write(f"{staff} people made in {time.monotonic() - began:.0f} s")
            self._print(staff, courses, list(self._pages(quiz, rounds)), few)
            self._submit(at_once)

    def _pages(self, quiz, rounds):
        clients = {who: client_of(who) for who in {page[1] for page in PAGES}}
        yield EMPTY, measure(EMPTY, clients["narges"], "/bench/empty/", rounds=rounds * 5), 0
        for name, who, url_name, query in PAGES:
            key = {"key": quiz.key} if url_name == "training:course_board" else {}
            url = f"{reverse(url_name, kwargs=key)}?{query}"
            result = measure(name, clients[who], url, rounds=rounds)
            yield name, result, _wall(clients[who], url, rounds)

    def _print(self, staff, courses, results, few):
        floor = results[0][1].median
        self.stdout.write(f"\n{staff} people x {courses} courses, {connection.vendor}, milliseconds")
        header = ["page", "status", "CPU", "CPU p95", "clock", f"in {BUDGET}", "queries", "at 200", "x empty"]
        rows = [
            [
                name,
                result.status,
                f"{result.median:.1f}",
                f"{result.p95:.1f}",
                f"{wall:.1f}",
                "yes" if wall <= BUDGET else "no",
                result.queries,
                few[name],
                f"{result.median / floor:.0f}",
            ]
            for name, result, wall in results
        ]
        for line in table(header, rows):
            self.stdout.write(line)

    def _submit(self, at_once):
        alone, _errors = hand_in(1)
        together, outcomes = hand_in(at_once)
        p95 = sorted(together)[max(0, int(len(together) * 0.95) - 1)]
        lost = at_once - Attempt.objects.filter(course__title_en=f"Bench course {-at_once}", is_passed=True).count()
        self.stdout.write(f"\nHanding in a quiz, {connection.vendor}, milliseconds by the clock")
        header = ["at once", "median", "p95", "x one alone", "errors", "lost"]
        errors = sum(count for status, count in outcomes.items() if status != 302)
        rows = [
            [1, f"{alone[0]:.0f}", f"{alone[0]:.0f}", "1.0", 0, 0],
            [
                at_once,
                f"{statistics.median(together):.0f}",
                f"{p95:.0f}",
                f"{p95 / alone[0]:.1f}",
                errors,
                lost,
            ],
        ]
        for line in table(header, rows):
            self.stdout.write(line)


def _wall(client, url, rounds):
    """The median by the clock, the database's part included."""
    spent = []
    for _ in range(rounds):
        began = time.perf_counter()
        response = client.get(url)
        b"".join(response.streaming_content) if response.streaming else response.content
        spent.append((time.perf_counter() - began) * 1000)
    return statistics.median(spent)


def hand_in(count):
    """([milliseconds of each], Counter of statuses) of `count` people who hand in a whole quiz, all let go at once."""
    now, course = timezone.now(), course_of(-count, timezone.localdate())
    people = StaffMember.objects.active_on(timezone.localdate()).filter(user__isnull=False).select_related("user")
    sittings = []
    for staff in people.order_by("-pk")[:count]:
        attempt = start_attempt(course=course, staff=staff, by=staff.user, at=now)
        for answer in attempt.answers.select_related("version"):
            right = {option["key"] for option in answer.version.content["options"] if option["correct"]}
            answer.given = [key for _token, key in answer.layout if key in right]
            answer.save(update_fields=["given"])
        sittings.append((client_of(staff.user.username).cookies, reverse("training:submit", args=[attempt.key])))
    return _all_at_once(sittings)


def _all_at_once(sittings):
    gate, spent, outcomes = threading.Barrier(len(sittings)), [], []

    def one(cookies, url):
        client = Client(raise_request_exception=False)
        client.cookies = cookies.copy()
        gate.wait()
        began = time.perf_counter()
        outcomes.append(client.post(url).status_code)
        spent.append((time.perf_counter() - began) * 1000)
        connection.close()

    threads = [threading.Thread(target=one, args=sitting) for sitting in sittings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return spent, Counter(outcomes)
