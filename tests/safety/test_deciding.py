"""Nobody gets round a decision that is somebody else's."""

from datetime import date

import pytest
from django.urls import reverse

from evaluations import actions
from evaluations.errors import Refused
from evaluations.models import Dispute, Evaluation
from tests.factories.evaluations import NOW, assign, draft, given_answers, open_cycle, released
from tests.worlds import built_once


@built_once
def disputed(people):
    """Narges objects to what Saeed wrote about her."""
    row = released(assign(open_cycle(), subject=people.narges, evaluator=people.saeed))
    first = next(iter(given_answers(row.scorecard)))
    actions.open_dispute(evaluation=row, points={first: "چرا؟"}, by=people.narges.user, at=NOW)
    return row


def state_of(row):
    return (
        Evaluation.objects.get(pk=row.pk).state,
        Evaluation.objects.filter(subject=row.subject).count(),
        Dispute.objects.get(evaluation=row).state,
    )


def test_an_evaluator_does_not_settle_an_objection_by_correcting(disputed, people, client_for):
    client_for(people.saeed).post(
        reverse("evaluations:correct", args=[disputed.key]), {"reason": "پیش‌دستی", "version": 1}
    )
    assert state_of(disputed) == ("disputed", 1, "open")


@pytest.mark.parametrize("who", ["saeed", "hoda"])
def test_nobody_declares_void_what_is_objected_to(disputed, people, client_for, who):
    client_for(getattr(people, who)).post(reverse("evaluations:void", args=[disputed.key]), {"reason": "باطل"})
    assert state_of(disputed) == ("disputed", 1, "open")


@pytest.mark.parametrize("deed", ["void", "correct"])
@pytest.mark.parametrize("end", ["reject", "accept", "withdraw"])
def test_an_objection_can_always_be_ended_without_an_error(disputed, people, client_for, deed, end):
    url = reverse(f"evaluations:{deed}", args=[disputed.key])
    client_for(people.hoda).post(url, {"reason": "اشتباه", "version": 1})
    dispute = Dispute.objects.get()
    if end == "withdraw":
        answer = client_for(people.narges).post(reverse("evaluations:withdraw", args=[dispute.key]))
    else:
        decision = {"decision": f"{end}ed", "resolution": "دلیل", "version": 1}
        answer = client_for(people.hoda).post(reverse("evaluations:dispute_detail", args=[dispute.key]), decision)
    assert answer.status_code == 302
    assert not Dispute.objects.open().exists()


def test_a_cycle_with_a_draft_about_hr_closes_by_hr_or_is_refused_in_words(people, client_for):
    cycle = open_cycle()
    draft(assign(cycle, subject=people.hoda, evaluator=people.armin, due_on=date(2026, 12, 6)))
    answer = client_for(people.hoda).post(reverse("evaluations:cycle_close", args=[cycle.key]))
    assert answer.status_code == 302


def test_hr_starts_the_records_of_a_cycle(people, client_for, disputed):
    url = reverse("evaluations:cycle_documents", args=[disputed.cycle.key, "fa"])
    assert client_for(people.hoda).post(url).status_code == 302
    assert client_for(people.saeed).post(url).status_code == 403
    asked = client_for(people.hoda, just_signed_in=False).post(url)
    assert asked.url.startswith(reverse("account_reauthenticate"))


def test_actions_refuse_what_the_views_would(disputed, people):
    with pytest.raises(Refused):
        actions.resolve_dispute(
            dispute=Dispute.objects.get(), is_accepted=False, resolution="نه", by=people.saeed.user, at=NOW
        )
    assert state_of(disputed) == ("disputed", 1, "open")
