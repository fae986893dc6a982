"""A run is approved by a second person whom it does not reward."""

import pytest
from django.db import IntegrityError, transaction

from people.models import Notice
from rewards import actions, errors
from rewards.models import Run, RunState
from tests.factories import rewards as made
from tests.factories.rewards import NOW, scores


def test_who_computed_cannot_approve(plan, everyone, hoda):
    with pytest.raises(errors.SamePerson):
        actions.approve_run(run=made.sent(plan, hoda), by=hoda, at=NOW)


def test_the_database_refuses_who_computed_as_approver(plan, everyone, hoda, armin):
    run = made.approved(plan, hoda, armin)
    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.filter(pk=run.pk).update(approved_by=hoda)


def test_nobody_approves_a_run_that_rewards_them(people, hoda, armin):
    plan = made.published_plan(by=hoda)
    with scores({people.armin: 9000}):
        run = made.sent(plan, hoda)
    with pytest.raises(errors.OwnReward):
        actions.approve_run(run=run, by=armin, at=NOW)


def test_a_plan_may_name_its_approver(people, everyone, hoda, armin):
    plan = made.published_plan(by=hoda, roles=[people.barista], approver=people.mina.user)
    run = made.sent(plan, hoda)
    with pytest.raises(errors.NotTheApprover):
        actions.approve_run(run=run, by=armin, at=NOW)
    assert Notice.objects.get(kind="rewards.run_waits").recipient == people.mina.user


def test_sending_tells_those_who_can_approve(plan, everyone, hoda, armin):
    made.sent(plan, hoda)
    assert [notice.recipient for notice in Notice.objects.filter(kind="rewards.run_waits")] == [armin]


@pytest.mark.parametrize("act", ["send_run", "approve_run", "freeze_run", "pay_run", "take_back_run"])
def test_no_step_is_skipped(plan, hoda, armin, act):
    run = made.started(plan, hoda)
    with pytest.raises(errors.WrongState):
        getattr(actions, act)(run=run, by=armin, at=NOW)
    run.refresh_from_db()
    assert run.state == RunState.DRAFT
