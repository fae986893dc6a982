"""The company's archive is asked for by HR and confirmed by a second person; everybody in HR is told."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from home.checks.cases import cases
from kit.audit.models import AuditEntry
from kit.jobs.models import Job
from people import errors
from people.actions import (
    confirm_account_request,
    name_outside_person,
    refuse_account_request,
    withdraw_account_request,
)
from people.models import AccountRequest, SignInLink, User
from people.notices.kinds import words_of
from tests.factories.people import UserFactory
from tests.home.archive.world import NOW, ask, confirmed, made, opened


def test_nothing_is_made_until_a_second_person_confirms(hoda, armin):
    request = ask(hoda)
    assert (request.state, Job.objects.count()) == ("waiting", 0)
    request = confirm_account_request(request=request, by=armin.user, at=NOW)
    job = made(request)
    assert (job.state, job.requester_key, job.expires_at) == ("done", hoda.user.key, NOW + timedelta(hours=24))
    assert opened(job).testzip() is None


def test_another_in_hr_and_the_outside_person_may_confirm(hoda, sara):
    assert confirm_account_request(request=ask(hoda), by=sara.user, at=NOW).state == "confirmed"
    outsider = UserFactory(username="nader", groups=["witness"])
    assert confirm_account_request(request=ask(hoda), by=outsider, at=NOW).state == "confirmed"


@pytest.mark.parametrize("who", ["armin", "mina", "saeed", "narges"])
def test_only_hr_asks_never_the_administrator_alone(people, who):
    with pytest.raises(errors.HRAlone):
        ask(getattr(people, who))
    assert not AccountRequest.objects.exists()


@pytest.mark.parametrize("who", ["mina", "saeed", "narges", "kaveh"])
def test_staff_authors_and_leads_do_not_confirm(people, who):
    with pytest.raises(errors.NotTheSecondPerson):
        confirm_account_request(request=ask(people.hoda), by=getattr(people, who).user, at=NOW)
    assert not Job.objects.exists()


def test_who_asked_does_not_confirm(hoda):
    request = ask(hoda)
    for action in (confirm_account_request, refuse_account_request):
        with pytest.raises(errors.SamePerson):
            action(request=request, by=hoda.user, at=NOW)


def test_who_was_let_in_by_the_asker_does_not_confirm_for_a_day(people, hoda):
    outsider = name_outside_person(name="Nader", email="nader@x.example", by=hoda.user, at=NOW)
    with pytest.raises(errors.RecentlyHelped):
        confirm_account_request(request=ask(hoda), by=outsider, at=NOW + timedelta(hours=1))
    assert not Job.objects.exists()


def test_one_waits_at_a_time_also_in_the_database(hoda, sara, armin):
    ask(hoda)
    with pytest.raises(errors.AlreadyAsked):
        ask(sara)
    with pytest.raises(IntegrityError), transaction.atomic():
        AccountRequest.objects.create(kind="archive", reason="x", asked_by=sara.user, asked_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        AccountRequest.objects.create(kind="archive", account=armin.user, reason="x", asked_by=sara.user, asked_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        AccountRequest.objects.create(kind="link", reason="x", asked_by=sara.user, asked_at=NOW)


def test_a_decided_request_is_not_confirmed_again_and_an_old_one_lapses(hoda, armin):
    refused = refuse_account_request(request=ask(hoda), by=armin.user, at=NOW)
    taken_back = withdraw_account_request(request=ask(hoda), by=hoda.user, at=NOW)
    done = confirmed(hoda, armin)
    for request in (refused, taken_back, done):
        with pytest.raises(errors.NotWaiting):
            confirm_account_request(request=request, by=armin.user, at=NOW)
    old = ask(hoda)
    later = NOW + timedelta(days=3)
    with pytest.raises(errors.NotWaiting):
        confirm_account_request(request=old, by=armin.user, at=later)
    assert ask(hoda, later).state == "waiting"
    old.refresh_from_db()
    assert (old.state, Job.objects.count()) == ("lapsed", 1)


def test_everybody_in_hr_and_every_administrator_is_told(hoda, sara, armin, narges):
    request = ask(hoda)
    assert {user.username for user in User.objects.filter(notices__isnull=False)} == {"sara", "armin"}
    confirm_account_request(request=request, by=armin.user, at=NOW)
    job = made(request)
    kinds = {who: set(who.user.notices.values_list("kind", flat=True)) for who in (hoda, sara, armin, narges)}
    assert kinds[narges] == set()
    assert kinds[hoda] == {"people.request_done_archive", "home.archive_ready"}
    for who in (sara, armin):
        assert kinds[who] == {"people.request_waits_archive", "people.archive_confirmed"}
    assert job.state == "done"
    for notice in hoda.user.notices.all():
        assert "%" not in "".join(words_of(notice))


def test_where_two_stood_who_were_one_it_is_worth_a_look(hoda, armin):
    request = confirmed(hoda, armin)
    an_hour_before = {"issued_at": NOW - timedelta(hours=1), "way": "paper", "is_first": False}
    SignInLink.objects.create(account=armin.user, issued_by=hoda.user, **an_hour_before)
    found = [case for case in cases(at=NOW + timedelta(minutes=1)) if case.url == request.get_absolute_url()]
    assert len(found) == 1 and "%" not in found[0].what


def test_it_is_in_the_audit_log_who_asked_confirmed_and_downloaded(hoda, armin, client_for):
    job = made(confirmed(hoda, armin))
    found = client_for(hoda).post(reverse("kit:job_download", args=[job.key]))
    assert found.status_code == 200 and b"".join(found.streaming_content)
    verbs = dict(AuditEntry.objects.values_list("verb", "actor_key"))
    assert verbs["account_request.asked"] == verbs["job.downloaded"] == hoda.user.key
    assert verbs["account_request.confirmed"] == armin.user.key
    assert armin.user.notices.filter(kind="people.archive_downloaded").count() == 1
