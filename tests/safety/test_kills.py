"""kill -9 between any two steps of a final act: it happened wholly or not at all, and can be done again."""

import io
import os
import signal

import pytest
from django.db import connection, connections

from evaluations import actions as evaluation_actions
from home.management.commands.verify import AREAS
from kit.importing.uploads import read_whole
from kit.models import AuditEntry
from people.actions import import_staff
from people.importing.columns import staff_kind
from people.importing.plan import plan_import
from people.models import StaffMember
from playbook.actions import draft_edition, freeze_edition, sign_standard, submit_edition_for_review
from rewards import actions as reward_actions
from tests.factories import rewards as made
from tests.factories.evaluations import NOW, assign, filled, open_cycle, submitted
from tests.factories.playbook import frozen_edition, live_policy, live_standard, live_touchpoint
from tests.personas import make_people
from tests.safety.crawling import fingerprint
from tests.training.world import make_course, on_disk, token_of
from training.actions import save_answer, start_attempt, submit_attempt

WRITES = ("INSERT", "UPDATE", "DELETE")
MOST_KILLS = 12
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def killed_after(number, act):
    """Do `act` in a process of its own that is killed before its write `number`. False: it came to its end."""
    child = os.fork()
    if child == 0:
        _die_at(number, act)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def _die_at(number, act):
    """In the child. Whatever happens it never returns into the test."""
    try:
        connections["default"].connection = None  # the parent's, which goes on
        written = 0

        def watch(execute, sql, params, many, context):
            nonlocal written
            written += sql.startswith(WRITES)
            if written > number:
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(watch):
            act()
        os._exit(0)
    except BaseException:
        os._exit(1)


def kill_at_every_step(act):
    """The tables after each kill are the tables before, until it came through. Returns how often it was killed.

    A kill after the commit (while mails go out) is one that came through: the caller looks whether it is whole.
    """
    before, kills, writes = fingerprint(), 0, 0
    while killed_after(writes, act) and not _different(before):
        kills, writes = kills + 1, writes + (1 if kills < MOST_KILLS else 4)
    return kills


def _different(before):
    connection.close()
    after = fingerprint()
    return sorted(table for table in before if before[table] != after[table])


@pytest.fixture
def people():
    return make_people()


def wrong():
    return [sentence for area in AREAS.values() for sentence in area()]


def entries(verb):
    return AuditEntry.objects.filter(verb=verb).count()


def test_releasing(people, tmp_path):
    row = submitted(assign(open_cycle(), subject=people.narges, evaluator=people.saeed))
    with on_disk(tmp_path):
        kills = kill_at_every_step(
            lambda: evaluation_actions.release_evaluation(evaluation=row, by=people.hoda.user, at=NOW)
        )
        assert (kills > 3, entries("evaluation.released"), wrong()) == (True, 1, [])


def test_freezing_an_edition(people, tmp_path):
    touchpoint = live_touchpoint()
    live_standard(touchpoint)
    live_policy()
    edition = draft_edition(title_fa="ویرایش", effective_on=NOW.date(), by=people.mina.user, at=NOW)
    submit_edition_for_review(edition=edition, by=people.mina.user, at=NOW)
    with on_disk(tmp_path):
        kills = kill_at_every_step(lambda: freeze_edition(edition=edition, by=people.mina.user, at=NOW))
        edition.refresh_from_db()
        assert (kills > 3, edition.state, edition.standards.count(), wrong()) == (True, "frozen", 1, [])


def test_freezing_and_paying_a_run(people, tmp_path):
    plan = made.published_plan(by=people.hoda.user, roles=[people.barista, people.server])
    with made.scores({people.narges: 8500, people.parisa: 9000}):
        run = made.approved(plan, people.hoda.user, people.armin.user)
    with on_disk(tmp_path):
        for deed in (reward_actions.freeze_run, reward_actions.pay_run):
            assert kill_at_every_step(lambda deed=deed: deed(run=run, by=people.hoda.user, at=NOW)) > 3
        assert (run.lines.count(), entries("reward_run.frozen"), entries("reward_run.paid")) == (4, 1, 1)
        assert wrong() == []


def test_handing_in(people, tmp_path):
    row = filled(assign(open_cycle(), subject=people.narges, evaluator=people.saeed))
    with on_disk(tmp_path):
        kills = kill_at_every_step(
            lambda: evaluation_actions.submit_evaluation(evaluation=row, by=people.saeed.user, at=NOW)
        )
        assert (kills > 1, entries("evaluation.submitted"), wrong()) == (True, 1, [])


def test_signing(people, tmp_path):
    standard = frozen_edition().standards.first()
    with on_disk(tmp_path):
        kills = kill_at_every_step(
            lambda: sign_standard(standard=standard, staff=people.narges, by=people.narges.user, at=NOW)
        )
        assert (kills > 1, people.narges.signatures.count(), entries("standard.signed"), wrong()) == (True, 1, 1, [])


def test_handing_in_a_quiz(people, tmp_path):
    by = people.narges.user
    attempt = start_attempt(course=make_course(), staff=people.narges, by=by, at=NOW)
    for answer in attempt.answers.select_related("version"):
        save_answer(attempt=attempt, position=answer.position, answer=token_of(answer, right=True), at=NOW)
    with on_disk(tmp_path):
        kills = kill_at_every_step(lambda: submit_attempt(attempt=attempt, by=by, at=NOW))
        assert (kills > 1, people.narges.completions.count(), [*AREAS["training"](), *AREAS["audit log"]()]) == (
            True,
            1,
            [],
        )


STAFF = "".join(f"N-{number},نو,کارمند {number},VLS-D,barista,1405/01/01\n" for number in range(5))


def test_importing_staff(people, tmp_path):
    """All rows of the file or none."""
    heads = "کد پرسنلی,نام,نام خانوادگی,تیم,سمت,تاریخ شروع\n"
    file, by = read_whole(staff_kind(), io.BytesIO((heads + STAFF).encode())), people.hoda.user
    about = {
        "file": file,
        "fingerprint": plan_import(file, by=by, since=NOW.date()).fingerprint,
        "by": by,
        "at": NOW,
    }
    with on_disk(tmp_path):
        kills = kill_at_every_step(lambda: import_staff(**about, on=NOW.date()))
        there = StaffMember.objects.filter(code__startswith="N-").count()
        assert (kills > 5, there, wrong()) == (True, 5, [])
