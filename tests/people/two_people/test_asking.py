"""What would let one person into another's account takes two, who did not just become each other."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people import errors
from people.actions import (
    ask_second_person,
    confirm_account_request,
    lapse_account_requests,
    refuse_account_request,
    withdraw_account_request,
)
from people.models import AccountRequest, SignInLink
from people.notices.kinds import words_of
from tests.factories.people import StaffFactory, UserFactory
from tests.people.two_people.world import NOW, asked

# Asking and confirming -----------------------------------------------------------------------------------------------


def test_asking_changes_nothing(narges, hoda):
    request = asked(narges.user, hoda)
    assert (request.state, narges.user.authenticator_set.count()) == ("waiting", 1)


def test_the_second_person_removes_it_and_all_sessions_end(narges, hoda, armin, client_for):
    phone = client_for(narges)
    assert phone.get(reverse("people:profile")).status_code == 200
    confirm_account_request(request=asked(narges.user, hoda), by=armin.user, at=NOW)
    assert not Authenticator.objects.filter(user=narges.user).exists()
    assert phone.get(reverse("people:profile")).status_code == 302
    kinds = list(narges.user.notices.values_list("kind", flat=True))
    assert kinds == ["people.request_done_second_factor"]
    for reader in (narges, hoda):
        assert narges.name in words_of(reader.user.notices.latest("pk"))[0]


def test_who_asked_does_not_confirm_nor_refuse(narges, armin):
    request = asked(narges.user, armin)
    for action in (confirm_account_request, refuse_account_request):
        with pytest.raises(errors.SamePerson):
            action(request=request, by=armin.user, at=NOW)
    assert narges.user.authenticator_set.exists()


def test_nobody_asks_or_confirms_for_themselves(hoda, armin):
    with pytest.raises(errors.AboutOneself):
        asked(armin.user, armin)
    with pytest.raises(errors.AboutOneself):
        confirm_account_request(request=asked(armin.user, hoda), by=armin.user, at=NOW)


@pytest.mark.parametrize("who", ["narges", "parisa", "mina", "kaveh"])
def test_staff_authors_and_other_leads_are_no_second_person(who, people):
    request = asked(people.parisa.user if who == "narges" else people.narges.user, people.hoda)
    with pytest.raises((errors.NotTheSecondPerson, errors.AboutOneself)):
        confirm_account_request(request=request, by=getattr(people, who).user, at=NOW)


def test_a_lead_stands_for_their_people_and_not_for_those_with_a_role(narges, mina, saeed, hoda, people):
    confirm_account_request(request=asked(narges.user, hoda, kind="link"), by=saeed.user, at=NOW)
    mina.team = people.day_shift
    mina.save()
    with pytest.raises(errors.NotTheSecondPerson):
        confirm_account_request(request=asked(mina.user, hoda), by=saeed.user, at=NOW)


def test_the_database_takes_two_as_well(narges, hoda):
    rows = AccountRequest.objects.filter(pk=asked(narges.user, hoda).pk)
    for by in (hoda.user, narges.user, None):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(state="confirmed", decided_by=by, decided_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(asked_by=narges.user)


def test_it_is_decided_once(narges, hoda, armin, sara):
    request = asked(narges.user, hoda)
    confirm_account_request(request=request, by=armin.user, at=NOW)
    for action, by in (
        (confirm_account_request, sara),
        (refuse_account_request, sara),
        (withdraw_account_request, hoda),
    ):
        with pytest.raises(errors.NotWaiting):
            action(request=request, by=by.user, at=NOW)


def test_only_who_asked_takes_it_back(narges, hoda, armin):
    request = asked(narges.user, hoda)
    with pytest.raises(errors.NotTheSecondPerson):
        withdraw_account_request(request=request, by=armin.user, at=NOW)
    assert withdraw_account_request(request=request, by=hoda.user, at=NOW).state == "withdrawn"


@pytest.mark.parametrize(("late", "counts"), [(timedelta(0), False), (timedelta(microseconds=-1), True)])
def test_it_waits_for_three_days(late, counts, narges, hoda, armin):
    request, end = asked(narges.user, hoda), NOW + timedelta(days=3) + late
    if counts:
        confirm_account_request(request=request, by=armin.user, at=end)
    else:
        with pytest.raises(errors.NotWaiting):
            confirm_account_request(request=request, by=armin.user, at=end)
        assert lapse_account_requests(at=end) == 1
    assert narges.user.authenticator_set.exists() is not counts


def test_the_same_waits_once_and_again_after_it_lapsed(narges, hoda, armin):
    asked(narges.user, hoda)
    with pytest.raises(errors.AlreadyAsked):
        asked(narges.user, armin)
    asked(narges.user, armin, at=NOW + timedelta(days=3))
    states = sorted(AccountRequest.objects.values_list("state", flat=True))
    assert states == ["lapsed", "waiting"]


def test_what_needs_no_second_person_is_not_asked(narges, hoda, people):
    fresh = StaffFactory(user__password=None, team=people.day_shift).user
    with pytest.raises(errors.NothingToAsk):
        ask_second_person(account=narges.user, kind="second_factor", reason="x", by=hoda.user, at=NOW)
    with pytest.raises(errors.NothingToAsk):
        asked(fresh, hoda, kind="link")
    with pytest.raises(errors.NothingToAsk):
        asked(narges.user, hoda, kind="address", address=narges.user.email.upper())
    with pytest.raises(errors.NameTaken):
        asked(narges.user, hoda, kind="address", address="PARISA@aftab.example")


def test_who_can_confirm_is_told_and_sees_it_on_the_first_page(narges, hoda, armin, saeed, client_for):
    request = asked(narges.user, hoda, kind="link")
    for second in (armin, saeed):
        assert [n.kind for n in second.user.notices.all()] == ["people.request_waits_link"]
        assert request.get_absolute_url() in client_for(second).get(reverse("home:my_day")).content.decode()
    assert request.get_absolute_url() not in client_for(hoda).get(reverse("home:my_day")).content.decode()


# One did not just become the other -----------------------------------------------------------------------------------


@pytest.mark.parametrize("helped_first", [True, False])
def test_who_was_let_in_by_the_other_is_no_second_person_for_a_day(helped_first, narges, hoda, armin, sara):
    """Either way round: the account that asks, or the one that confirms, came from the other."""
    giver, taker = (hoda, armin) if helped_first else (armin, hoda)
    SignInLink.objects.create(account=taker.user, issued_by=giver.user, issued_at=NOW, way="paper", is_first=True)
    request = asked(narges.user, hoda)
    with pytest.raises(errors.RecentlyHelped):
        confirm_account_request(request=request, by=armin.user, at=NOW + timedelta(hours=23, minutes=59))
    confirm_account_request(request=request, by=armin.user, at=NOW + timedelta(hours=24))


def test_the_hours_are_a_setting(narges, hoda, armin, settings):
    settings.ACCESS_COOLING_HOURS = 1
    SignInLink.objects.create(account=armin.user, issued_by=hoda.user, issued_at=NOW, way="paper", is_first=True)
    request = asked(narges.user, hoda)
    with pytest.raises(errors.RecentlyHelped):
        confirm_account_request(request=request, by=armin.user, at=NOW + timedelta(minutes=59))
    confirm_account_request(request=request, by=armin.user, at=NOW + timedelta(minutes=60))


@pytest.mark.parametrize("path", ["people:requests", "people:outsiders", "home:cases"])
def test_the_screens_ask_the_same_questions_for_any_number(path, people, client_for):
    client, asked_for = client_for(people.armin), []
    for count in (1, 12):
        for number in range(count):
            person = StaffFactory(code=f"P-{count}-{number}", team=people.tajrish_shift)
            asked(person.user, people.hoda, kind="link")
            UserFactory(username=f"out-{count}-{number}", groups=["witness"])
            SignInLink.objects.create(
                account=person.user, issued_by=people.hoda.user, issued_at=NOW, way="paper", is_first=False
            )
        client.get(reverse(path))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(path)).status_code == 200
        asked_for.append(len(captured))
    assert asked_for[0] == asked_for[1]
