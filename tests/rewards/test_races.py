"""32 clicks at once book one line each and pay once."""

import threading
from contextlib import contextmanager

import pytest
from django.db import connection, connections

from rewards import actions, errors
from rewards.models import LedgerLine, Run
from rewards.verification import problems
from tests import personas
from tests.database import copy_to
from tests.factories import rewards as made
from tests.factories.rewards import NOW, scores

CLICKS = 32


@contextmanager
def shared_by_threads(tmp_path):
    """New threads meet in a database that bears many writers: for SQLite a file, copied from the one in memory."""
    if connection.vendor != "sqlite":
        yield
        return
    file = tmp_path / "race.sqlite3"
    copy_to(file)
    settings = connections.settings["default"]
    name, settings["NAME"] = settings["NAME"], str(file)
    try:
        yield
    finally:
        settings["NAME"] = name


def in_threads(count, act):
    """What `act` returned, or the name of its refusal, in `count` threads that begin together."""
    start, came_to = threading.Barrier(count), []

    def one():
        try:
            start.wait()
            came_to.append(act())
        except errors.RewardsError as refusal:
            came_to.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came_to


def books(run_id):
    """The lines by kind and everything that does not add up, as another thread reads them."""
    lines = LedgerLine.objects.filter(run=run_id).order_by("kind", "staff__code")
    return [(line.kind, line.staff.code) for line in lines], list(problems())


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_32_freezes_and_32_payments_at_once_book_one_line_each(tmp_path):
    people = personas.make_people()
    hoda, armin = people.hoda.user, people.armin.user
    plan = made.published_plan(by=hoda, roles=[people.barista, people.server])
    with scores({people.narges: 8500, people.parisa: 9000}):
        run = made.approved(plan, hoda, armin)
    with shared_by_threads(tmp_path):
        frozen = in_threads(CLICKS, lambda: actions.freeze_run(run=run, by=hoda, at=NOW).state)
        paid = in_threads(CLICKS, lambda: actions.pay_run(run=run, by=hoda, at=NOW).state)
        (found,) = in_threads(1, lambda: books(run.pk))
        (state,) = in_threads(1, lambda: Run.objects.get(pk=run.pk).state)
    assert sorted(frozen) == ["WrongState"] * (CLICKS - 1) + ["frozen"]
    assert sorted(paid) == ["NothingToPay"] * (CLICKS - 1) + ["paid"]
    assert found == (
        [("earned", "P-narges"), ("earned", "P-parisa"), ("paid", "P-narges"), ("paid", "P-parisa")],
        [],
    )
    assert state == "paid"
