"""What our shortcuts (benchmarks.shortcuts) spare a page, as ratios: the plain way's CPU for each of ours.

The ways take turns, request by request, so a busy machine slows all of them alike.
"""

import statistics
import time
from collections import defaultdict
from contextlib import nullcontext

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.test.utils import override_settings
from django.urls import reverse
from django.utils import timezone

from benchmarks.company import EMPTY, EMPTY_ADDRESS, client_of, empty_page, throw_away_database
from benchmarks.measures import table
from benchmarks.shortcuts import WAYS
from home.first_steps.facts import FACTS
from home.shell.counts import waiting_counts
from people.backends import WHO
from people.company.organisation import ROW
from people.models import User

# Page, who asks for it, its address by name, query.
PAGES = [
    (EMPTY, "narges", "", ""),
    ("my day", "narges", "home:my_day", ""),
    ("folder", "narges", "playbook:folder", ""),
    ("staff list", "hoda", "people:staff_list", ""),
    ("staff to XLSX", "hoda", "people:staff_list", "_export=xlsx"),
    ("evaluation list", "hoda", "evaluations:list", ""),
    ("evaluations to XLSX", "hoda", "evaluations:list", "_export=xlsx"),
]
CALLS = 10


class Command(BaseCommand):
    help = "CPU of pages and of single queries the plain way, for each millisecond of ours."

    def add_arguments(self, parser):
        parser.add_argument("--rounds", type=int, default=40, help="how often each page is asked for each way")
        parser.add_argument("--here", action="store_true", help="in the database as it is, not in one thrown away")

    def handle(self, *, rounds, here, **options):
        with (
            empty_page(),
            nullcontext() if here else throw_away_database(),
            override_settings(DEBUG=False, ALLOWED_HOSTS=["*"], SECURE_SSL_REDIRECT=False),
        ):
            if not here:
                call_command("create_demo", stdout=self.stderr)
            self._print("page", list(WAYS), _pages(rounds))
            self._print(f"{CALLS} calls", ["ours", "sql"], _queries(rounds))

    def _print(self, what, ways, measured):
        rows = [
            [name, f"{spent['ours']:.2f}", *(f"{spent[way] / spent['ours']:.2f}" for way in ways[1:])]
            for name, spent in measured
        ]
        for line in table([what, "ours, ms", *ways[1:]], rows):
            self.stdout.write(line)


def _pages(rounds):
    for name, who, url_name, query in PAGES:
        url = f"{reverse(url_name)}?{query}" if url_name else f"/{EMPTY_ADDRESS}"
        yield name, _by_turns(list(WAYS), rounds, _asks(client_of(who), url))


def _queries(rounds):
    user = User.objects.get(username="hoda")
    today = timezone.localdate()
    calls = {
        "who asks": lambda: WHO.get(user=user.pk, today=today),
        "the company": ROW.get,
        "what waits": lambda: waiting_counts(user),
        "first steps": lambda: FACTS.get(user=user.pk, today=today),
    }
    for name, call in calls.items():
        yield name, _by_turns(["ours", "sql"], rounds, _repeated(call))


def _asks(client, url):
    def ask():
        response = client.get(url)
        return b"".join(response.streaming_content) if response.streaming else response.content

    return ask


def _repeated(call):
    def calls():
        for _ in range(CALLS):
            call()

    return calls


def _by_turns(ways, rounds, deed):
    """{way: median CPU in milliseconds}; the first turn of each is not counted."""
    spent = defaultdict(list)
    for turn in range(rounds + 1):
        for way in ways if turn % 2 else ways[::-1]:
            with WAYS[way]():
                cpu = _cpu_of(deed)
            if turn:
                spent[way].append(cpu)
    return {way: statistics.median(times) for way, times in spent.items()}


def _cpu_of(deed):
    began = time.process_time()
    deed()
    return (time.process_time() - began) * 1000
