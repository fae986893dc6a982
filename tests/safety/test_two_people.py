"""Two people, and nobody about themselves: in the views, in the actions, and in the database by itself."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from evaluations.models import CycleAssignment, Dispute, Evaluation
from people.errors import AboutOneself
from rewards.models import Run, Thanks
from tests.factories import rewards as made
from tests.factories.evaluations import NOW, assign, given_answers, open_cycle, released, submitted
from tests.factories.playbook import frozen_edition


@pytest.fixture
def run(people):
    plan = made.published_plan(by=people.hoda.user, roles=[people.barista])
    with made.scores({people.narges: 8500}):
        yield made.sent(plan, people.hoda.user)


def refused_by_the_database(rows, **change):
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**change)


def test_who_computed_does_not_approve(run, people, client_for):
    client_for(people.hoda).post(reverse("rewards:approve_run", args=[run.key]))
    run.refresh_from_db()
    assert (run.state, run.approved_by) == ("sent", None)


def test_not_even_with_plain_orm(run, people):
    refused_by_the_database(
        Run.objects.filter(pk=run.pk), state="approved", approved_by=people.hoda.user, approved_at=NOW
    )


def test_a_run_cannot_skip_its_approval(run, people):
    refused_by_the_database(Run.objects.filter(pk=run.pk), state="frozen", frozen_by=people.hoda.user, frozen_at=NOW)


def test_nobody_evaluates_themselves(people):
    row = submitted(assign(open_cycle(), subject=people.narges, evaluator=people.saeed))
    refused_by_the_database(Evaluation.objects.filter(pk=row.pk), evaluator=people.narges)
    refused_by_the_database(Evaluation.objects.filter(pk=row.pk), subject=people.saeed)
    refused_by_the_database(CycleAssignment.objects.filter(pk=row.assignment_id), evaluator=people.narges)


def test_nobody_decides_about_their_own_objection(people):
    row = released(assign(open_cycle(), subject=people.narges, evaluator=people.saeed))
    dispute = Dispute.objects.create(evaluation=row, opened_at=NOW, opened_by=people.narges.user)
    refused_by_the_database(
        Dispute.objects.filter(pk=dispute.pk),
        state="accepted",
        resolved_by=people.narges.user,
        resolved_at=NOW,
        resolution="بله",
    )


def test_nobody_thanks_themselves(people):
    standard = frozen_edition().standards.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Thanks.objects.create(
            from_staff=people.narges, to_staff=people.narges, standard=standard, text="من", given_at=NOW
        )


def test_hr_neither_releases_nor_corrects_nor_voids_nor_decides_about_herself(people, client_for):
    cycle = open_cycle()
    handed_in = submitted(assign(cycle, subject=people.hoda, evaluator=people.mina, wanted=2))
    shown = released(handed_in.assignment)
    hoda = client_for(people.hoda)
    assert hoda.post(reverse("evaluations:release", args=[handed_in.key])).status_code == 404
    hoda.post(reverse("evaluations:cycle_release", args=[cycle.key]))
    assert hoda.post(reverse("evaluations:correct", args=[shown.key]), {"reason": "من"}).status_code == 403
    assert hoda.post(reverse("evaluations:void", args=[shown.key]), {"reason": "من"}).status_code == 403
    key = next(iter(given_answers(shown.scorecard)))
    hoda.post(reverse("evaluations:dispute", args=[shown.key]), {f"d-{key}": "on", f"r-{key}": "چرا؟"})
    dispute = Dispute.objects.get()
    decided = hoda.post(
        reverse("evaluations:dispute_detail", args=[dispute.key]), {"decision": "accepted", "resolution": "بله"}
    )
    assert decided.status_code == 403
    handed_in.refresh_from_db()
    shown.refresh_from_db()
    assert (handed_in.state, shown.state, Evaluation.objects.count()) == ("submitted", "disputed", 2)


def test_an_administrator_gives_themselves_nothing(people, client_for):
    url = reverse("people:grant", args=[people.armin.user.key])
    assert client_for(people.armin).post(url, {"role": "hr"}).status_code == 403
    from people.actions import grant_access_role

    with pytest.raises(AboutOneself):
        grant_access_role(user=people.armin.user, role="hr", by=people.armin.user, at=NOW)
