"""The process that saves is killed with -9 at any moment: what was acknowledged is there, whole, and nothing older."""

import os
import random
import signal
import time

import pytest
from django.db import connection, connections

from evaluations.actions.answers import GivenAnswer, save_answers
from evaluations.models import Evaluation
from home.management.commands.verify import AREAS
from tests.factories.evaluations import NOW, assign, draft, given_answers, open_cycle
from tests.personas import make_people
from tests.training.world import on_disk

KILLS = int(os.environ.get("SAVE_KILLS", "6"))
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def saved_until_killed(evaluation, by, seconds):
    """The last version that a process acknowledged which saves as fast as it can and is killed after `seconds`."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _save_without_end(evaluation, by, writing)
    os.close(writing)
    first = os.read(reading, 100)  # it has begun
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as told:
        lines = (first + told.read()).splitlines()
    return int(lines[-1])


def _save_without_end(evaluation, by, told):
    """In the child. Whatever happens it never returns into the test."""
    try:
        connections["default"].connection = None  # the parent's, which goes on
        keys, version = list(given_answers(evaluation.scorecard)), evaluation.version
        while True:
            answers = {key: GivenAnswer(comment=f"متن {version + 1}") for key in keys}
            save_answers(evaluation=evaluation, answers=answers, version=version, by=by, at=NOW)
            version += 1
            os.write(told, b"%d\n" % version)
    finally:
        os._exit(1)


def test_what_was_acknowledged_is_there(tmp_path):
    people, chance = make_people(), random.Random(8)
    row = draft(assign(open_cycle(), subject=people.narges, evaluator=people.saeed))
    with on_disk(tmp_path):
        for _ in range(KILLS):
            told = saved_until_killed(row, people.saeed.user, chance.uniform(0, 0.3))
            connection.close()
            row = Evaluation.objects.get(pk=row.pk)
            assert row.version - told in (0, 1)  # 1: killed between the commit and the word
            assert set(row.answers.values_list("comment", flat=True)) == {f"متن {row.version}"}
        assert [sentence for area in AREAS.values() for sentence in area()] == []
