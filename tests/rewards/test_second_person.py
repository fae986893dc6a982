"""Who approves a run did not just get their way in from whoever computed it; the last instance is from outside."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from home.checks.cases import cases, problems
from people.models import AccountRequest, SignInLink, User
from rewards import errors
from rewards.actions import approve_run
from rewards.runs.approval import approvers
from rewards.runs.page import checks, counts
from tests.factories import rewards as made
from tests.factories.people import StaffFactory, UserFactory
from tests.factories.rewards import NOW
from tests.worlds import built_once


@pytest.fixture
def run(people):
    plan = made.published_plan(by=people.hoda.user, roles=[people.barista])
    with made.scores({people.narges: 8500}):
        yield made.sent(plan, people.hoda.user)


@built_once
def nader(people):
    return UserFactory(username="nader", groups=["witness"])


def let_in(account, by, at=NOW, **more):
    values = {"way": "mail", "address": "a@aftab.example", "is_first": False} | more
    return SignInLink.objects.create(account=account.user, issued_by=by.user, issued_at=at, **values)


def reset(account, asked_by, decided_by, at=NOW, kind="second_factor"):
    return AccountRequest.objects.create(
        account=account.user, kind=kind, reason="x", state="confirmed", asked_by=asked_by, asked_at=at,
        decided_by=decided_by, decided_at=at,
    )  # fmt: skip


def nobody_else(people):
    """The company has one in HR and nobody else who could approve."""
    User.objects.filter(pk=people.armin.user.pk).update(is_active=False)


@pytest.mark.parametrize(("hours", "says_no"), [(0, True), (23.99, True), (24, False)])
def test_a_link_from_who_computed_bars_for_a_day(hours, says_no, run, people):
    let_in(people.armin, people.hoda, NOW - timedelta(hours=hours))
    if says_no:
        with pytest.raises(errors.RecentlyHelped):
            approve_run(run=run, by=people.armin.user, at=NOW)
        assert approvers(run, NOW) == []
    else:
        assert approve_run(run=run, by=people.armin.user, at=NOW).state == "approved"


def test_a_link_counts_again_when_it_is_used(run, people):
    let_in(people.armin, people.hoda, NOW - timedelta(hours=60), used_at=NOW - timedelta(hours=1))
    with pytest.raises(errors.RecentlyHelped):
        approve_run(run=run, by=people.armin.user, at=NOW)


def test_the_account_that_computed_may_be_the_one_let_in(run, people):
    let_in(people.hoda, people.armin)
    with pytest.raises(errors.RecentlyHelped):
        approve_run(run=run, by=people.armin.user, at=NOW)


def test_who_sent_counts_like_who_computed(people):
    sender = StaffFactory(user__groups=["hr"], code="P-sender")
    plan = made.published_plan(by=people.hoda.user, roles=[people.barista])
    with made.scores({people.narges: 8500}):
        run = made.computed(plan, people.hoda.user)
        from rewards.actions import send_run

        run = send_run(run=run, by=sender.user, at=NOW)
        let_in(people.armin, sender)
        with pytest.raises(errors.RecentlyHelped):
            approve_run(run=run, by=people.armin.user, at=NOW)


@pytest.mark.parametrize("helped_by", ["asked", "decided"])
@pytest.mark.parametrize("kind", ["second_factor", "link"])
def test_a_reset_that_they_asked_for_or_confirmed_bars(kind, helped_by, run, people):
    other = UserFactory(groups=["administrator"])
    pair = (people.hoda.user, other) if helped_by == "asked" else (other, people.hoda.user)
    reset(people.armin, *pair, kind=kind)
    with pytest.raises(errors.RecentlyHelped):
        approve_run(run=run, by=people.armin.user, at=NOW)


def test_help_from_somebody_else_bars_nobody(run, people):
    let_in(people.armin, StaffFactory(code="P-third", job_role=people.manager))
    assert approve_run(run=run, by=people.armin.user, at=NOW).state == "approved"


def test_a_first_sign_in_is_shown_and_not_barred(run, people, settings):
    let_in(people.armin, people.hoda, is_first=True)
    settings.ACCESS_COOLING_HOURS = 24 * 365
    said = " ".join(item["text"] for item in checks(run, counts(run), []))
    assert people.armin.name in said and people.hoda.name in said
    approve_run(run=run, by=people.armin.user, at=NOW)
    case = next(case for case in cases(at=NOW) if people.armin.name in case.what)
    assert (case.is_wrong, case.url) == (False, run.get_absolute_url())
    assert list(problems()) == []


def test_an_approval_past_the_product_is_named(run, people, client_for):
    approve_run(run=run, by=people.armin.user, at=NOW)
    let_in(people.armin, people.hoda, NOW - timedelta(hours=1))
    assert len(list(problems())) == 1
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("verify", "people", stdout=out)
    assert "people: does not add up" in out.getvalue()
    page = client_for(people.armin).get(reverse("home:cases"))
    assert [case.is_wrong for case in page.context["page"]] == [True]


def test_cases_ask_the_same_questions_for_any_number(people, django_assert_num_queries):
    for count in (1, 12):
        for number in range(count):
            one = StaffFactory(user__groups=["hr"], code=f"P-{count}-{number}")
            let_in(one, people.hoda, is_first=True)
            let_in(one, people.hoda, is_first=False, way="paper", address="")
            reset(one, people.hoda.user, people.armin.user)
        with django_assert_num_queries(7):
            cases(at=NOW + timedelta(hours=1))


# The last instance ---------------------------------------------------------------------------------------------------


def test_an_outside_person_approves_only_what_nobody_inside_can(run, people, nader):
    with pytest.raises(errors.NotTheApprover):
        approve_run(run=run, by=nader, at=NOW)
    nobody_else(people)
    assert approvers(run, NOW) == [nader]
    assert approve_run(run=run, by=nader, at=NOW).approved_by == nader


def test_an_outside_person_sees_what_waits_and_what_they_stood_for(run, people, nader, client_for):
    client, url = client_for(nader), reverse("rewards:run", args=[run.key])
    draft = made.started(made.published_plan(by=people.hoda.user, title_fa="دیگر"), people.hoda.user)
    assert client.get(url).status_code == 200
    assert client.get(reverse("rewards:run", args=[draft.key])).status_code == 404
    nobody_else(people)
    assert url in client.get(reverse("home:my_day")).content.decode()
    client.post(reverse("rewards:approve_run", args=[run.key]))
    run.refresh_from_db()
    assert (run.state, run.approved_by) == ("approved", nader)
    assert client.get(url).status_code == 200


def test_the_server_stands_only_where_nobody_inside_can(run, people, nader):
    call = ["second_person", "approve", run.key, "--name", "Reza of the hosting company"]
    with pytest.raises(CommandError, match="refused, nothing was changed"):
        call_command(*call, stdout=io.StringIO())
    nobody_else(people)
    call_command(*call, stdout=io.StringIO())
    run.refresh_from_db()
    assert (run.state, run.approved_by.username) == ("approved", ".server")


@pytest.mark.parametrize("who", ["narges", "saeed", "mina"])
def test_the_action_refuses_whoever_holds_no_such_role(who, run, people):
    nobody_else(people)
    person = getattr(people, who)
    run.rows.filter(staff=person).delete()
    with pytest.raises(errors.NotTheApprover):
        approve_run(run=run, by=person.user, at=NOW)
