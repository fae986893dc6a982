"""An objection that nobody in HR can decide is decided from outside, and no other."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from evaluations.actions import open_dispute, resolve_dispute
from evaluations.errors import ConflictOfInterest
from kit.audit.models import AuditEntry
from tests.factories.evaluations import NOW, assign, given_answers, open_cycle, released
from tests.factories.people import StaffFactory, UserFactory
from tests.worlds import built_once


@built_once
def nader(people):
    return UserFactory(username="nader", groups=["witness"])


def objected(subject, evaluator):
    shown = released(assign(open_cycle(), subject=subject, evaluator=evaluator))
    key = next(iter(given_answers(shown.scorecard)))
    return open_dispute(evaluation=shown, points={key: "این بار درست بود."}, by=subject.user, at=NOW)


def decide(dispute, by):
    return resolve_dispute(dispute=dispute, is_accepted=False, resolution="دیده شد.", by=by, at=NOW)


def test_what_hr_can_decide_is_not_for_outside(people, nader, client_for):
    dispute = objected(people.narges, people.saeed)
    with pytest.raises(ConflictOfInterest):
        decide(dispute, nader)
    assert not nader.has_perm("evaluations.resolve_dispute", dispute)
    url = reverse("evaluations:dispute_detail", args=[dispute.key])
    assert client_for(nader).get(url).status_code == 404


def test_about_the_only_one_in_hr_the_outside_person_decides(people, nader, client_for):
    dispute = objected(people.hoda, people.mina)
    client, url = client_for(nader), dispute.get_absolute_url()
    assert url in client.get(reverse("home:my_day")).content.decode()
    assert client.get(url).status_code == 200
    client.post(url, {"decision": "rejected", "resolution": "دیده شد."})
    dispute.refresh_from_db()
    assert (dispute.state, dispute.resolved_by) == ("rejected", nader)
    assert client.get(url).status_code == 200


def test_a_second_one_in_hr_takes_it_back_inside(people, nader):
    dispute = objected(people.hoda, people.mina)
    StaffFactory(user__groups=["hr"], code="P-hr2")
    assert not nader.has_perm("evaluations.resolve_dispute", dispute)
    with pytest.raises(ConflictOfInterest):
        decide(dispute, nader)


def test_the_server_decides_where_nobody_at_all_can(people):
    theirs, ours = objected(people.narges, people.saeed), objected(people.hoda, people.mina)
    call = ["--name", "Reza", "--reason", "seen by two"]
    with pytest.raises(CommandError, match="refused"):
        call_command("second_person", "reject", theirs.key, *call, stdout=io.StringIO())
    call_command("second_person", "reject", ours.key, *call, stdout=io.StringIO())
    ours.refresh_from_db()
    assert (ours.state, ours.resolved_by.username) == ("rejected", ".server")
    assert AuditEntry.objects.get(verb="server.reject").detail == {"name": "Reza"}
    assert "people.server_stood" in people.mina.user.notices.values_list("kind", flat=True)


@pytest.mark.parametrize("more", [[], ["--name", " "], ["--name", "Reza"]])
def test_the_command_wants_a_name_and_a_reason(more, people):
    dispute = objected(people.hoda, people.mina)
    with pytest.raises(CommandError):
        call_command("second_person", "reject", dispute.key, *more, stdout=io.StringIO())
    dispute.refresh_from_db()
    assert dispute.state == "open"


def test_the_list_says_how_to_answer(people):
    dispute, out = objected(people.hoda, people.mina), io.StringIO()
    call_command("second_person", "list", stdout=out)
    assert dispute.key in out.getvalue()
    assert "--answer" in out.getvalue()
