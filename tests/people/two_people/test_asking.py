"""What would let one person into another's account takes two; and nobody is the last of a role and goes."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kit.audit.models import AuditEntry
from people import errors
from people.access.holders import is_last
from people.actions import (
    ask_second_person,
    confirm_account_request,
    end_outside_person,
    hand_over_link,
    issue_link,
    lapse_account_requests,
    name_outside_person,
    record_leaving,
    refuse_account_request,
    renew_sign_in,
    revoke_access_role,
    withdraw_account_request,
)
from people.models import AccountRequest, SignInLink, User
from people.notices.kinds import words_of
from tests.factories.people import PASSWORD, StaffFactory, UserFactory
from tests.second_factor import set_up_second_factor
from tests.worlds import built_once

NOW = datetime.now(UTC)
TODAY = date.today()


@built_once
def sara(people):
    """A second administrator, who has signed in before."""
    return StaffFactory(user__username="sara", user__groups=["administrator"], team=people.office, code="P-sara")


@pytest.fixture
def on_commit(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


@built_once
def nader(people):
    """The outside person."""
    user = UserFactory(username="nader@books.example", email="nader@books.example", groups=["witness"])
    return user


def asked(account, by, kind="second_factor", at=NOW, **more):
    if kind == "second_factor" and not account.authenticator_set.exists():
        set_up_second_factor(account)
    return ask_second_person(account=account, kind=kind, reason="گوشی‌اش گم شده", by=by.user, at=at, **more)


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


# Links ---------------------------------------------------------------------------------------------------------------


def test_a_link_on_an_account_in_use_is_mailed_and_not_shown(narges, hoda, client_for, mailoutbox, on_commit):
    with on_commit(execute=True):
        page = client_for(hoda).post(reverse("people:staff_link", args=[narges.key]))
    assert "/reset/key/" not in page.content.decode()
    assert mailoutbox[-1].to == [narges.user.email]
    assert "/reset/key/" in mailoutbox[-1].body


def test_without_an_address_it_takes_two_and_is_shown_once(narges, hoda, armin, client_for):
    User.objects.filter(pk=narges.user.pk).update(email="")
    narges.user.refresh_from_db()
    with pytest.raises(errors.SecondPersonNeeded):
        renew_sign_in(staff=narges, by=hoda.user, at=NOW)
    hr = client_for(hoda)
    led_on = hr.post(reverse("people:staff_link", args=[narges.key]))
    assert led_on["Location"] == reverse("people:ask", args=[narges.user.key, "link"])
    hr.post(led_on["Location"], {"reason": "رمز را فراموش کرده، کنار من است"})
    request = AccountRequest.objects.get()
    show = reverse("people:hand_over", args=[request.key])
    assert hr.post(show).status_code == 302
    client_for(armin).post(reverse("people:confirm_request", args=[request.key]))
    assert "/reset/key/" in hr.post(show).content.decode()
    assert hr.post(show).status_code == 302
    assert SignInLink.objects.get().is_first is False


def test_a_link_is_handed_over_by_those_two_alone_and_within_three_days(narges, hoda, armin, sara):
    request = confirm_account_request(request=asked(narges.user, hoda, kind="link"), by=armin.user, at=NOW)
    with pytest.raises(errors.NotTheSecondPerson):
        hand_over_link(request=request, by=sara.user, at=NOW)
    with pytest.raises(errors.AlreadyHandedOver):
        hand_over_link(request=request, by=hoda.user, at=NOW + timedelta(days=3))
    assert hand_over_link(request=request, by=armin.user, at=NOW + timedelta(days=2)).way == "paper"


def test_using_a_link_ends_all_sessions_and_tells(hoda, armin, sara, client_for, mailoutbox, on_commit):
    tablet = client_for(hoda)
    with on_commit(execute=True):
        renew_sign_in(staff=hoda, by=armin.user, at=NOW)
    link = re.search(r"http://\S+", next(mail.body for mail in mailoutbox if mail.to == [hoda.user.email])).group()
    phone = Client()
    form = phone.get(link, follow=True)
    phone.post(form.request["PATH_INFO"], {"password1": PASSWORD + " 2", "password2": PASSWORD + " 2"})
    assert tablet.get(reverse("people:profile")).status_code == 302
    assert SignInLink.objects.get().used_at is not None
    assert "people.link_used" in hoda.user.notices.values_list("kind", flat=True)
    assert list(sara.user.notices.values_list("kind", flat=True)) == ["people.link_used_by"]


def test_a_used_link_of_somebody_without_a_role_tells_the_person_alone(narges, hoda, armin):
    from people.actions import record_link_used

    record_link_used(user=narges.user, at=NOW)
    assert list(narges.user.notices.values_list("kind", flat=True)) == ["people.link_used"]
    assert hoda.user.notices.count() == armin.user.notices.count() == 0


def test_a_changed_address_gets_its_link_when_a_second_person_confirmed(narges, hoda, armin, mailoutbox, on_commit):
    request = asked(narges.user, hoda, kind="address", address="narges@new.example")
    with on_commit(execute=True):
        confirm_account_request(request=request, by=armin.user, at=NOW)
    narges.refresh_from_db()
    assert (narges.email, narges.user.email) == ("narges@new.example", "narges@new.example")
    assert [mail.to for mail in mailoutbox if "/reset/key/" in mail.body] == [["narges@new.example"]]


def test_no_link_is_made_for_an_address_that_is_no_longer_on_file(narges, hoda, mailoutbox, on_commit):
    from people.accounts.mail import mail_link

    link = issue_link(user=narges.user, by=hoda.user, at=NOW)
    User.objects.filter(pk=narges.user.pk).update(email="other@aftab.example")
    assert mail_link(link.pk, at=NOW) is False
    assert mailoutbox == []


# The last of a role --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["hr", "administrator"])
def test_the_last_of_a_role_keeps_it(role, people):
    last, other = (people.hoda, people.armin) if role == "hr" else (people.armin, people.hoda)
    with pytest.raises(errors.LastOfRole):
        revoke_access_role(user=last.user, role=role, by=other.user, at=NOW)
    assert is_last(User.objects.get(pk=last.user.pk)) == [role]


@pytest.mark.parametrize("day", [TODAY, TODAY + timedelta(days=40)])
def test_the_last_administrator_does_not_leave_today_nor_later(day, armin, hoda):
    with pytest.raises(errors.LastOfRole):
        record_leaving(staff=armin, left_on=day, by=hoda.user, at=NOW, on=TODAY)
    armin.refresh_from_db()
    assert (armin.left_on, armin.user.access_roles) == (None, {"administrator"})


def test_another_who_is_leaving_or_never_signed_in_does_not_count(armin, hoda, sara, people):
    StaffFactory(user__groups=["administrator"], user__password=None, team=people.office)
    record_leaving(staff=sara, left_on=TODAY + timedelta(days=90), by=hoda.user, at=NOW, on=TODAY)
    with pytest.raises(errors.LastOfRole):
        record_leaving(staff=armin, left_on=TODAY, by=hoda.user, at=NOW, on=TODAY)


def test_with_another_in_the_role_they_go(armin, hoda, sara):
    record_leaving(staff=armin, left_on=TODAY, by=hoda.user, at=NOW, on=TODAY)
    assert User.objects.get(pk=armin.user.pk).access_roles == frozenset()


def test_leaving_asks_for_the_password(narges, hoda, client_for):
    url = reverse("people:staff_leave", args=[narges.key])
    answer = client_for(hoda, just_signed_in=False).post(url, {"left_on": TODAY.isoformat()})
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    narges.refresh_from_db()
    assert narges.left_on is None


def test_the_screen_says_why_the_last_cannot_leave(armin, hoda, client_for):
    page = client_for(hoda).post(
        reverse("people:staff_leave", args=[armin.key]), {"left_on": "1405/09/06"}, follow=True
    )
    assert "مدیر سامانه" in page.content.decode()
    armin.refresh_from_db()
    assert armin.left_on is None


def test_a_staff_list_does_not_let_the_last_go_either(people, client_for):
    import io

    from kit.importing.uploads import read_whole
    from people.importing.columns import staff_kind
    from people.importing.plan import plan_import

    heads = "کد پرسنلی,نام,نام خانوادگی,تیم,سمت,تاریخ شروع,تاریخ پایان"
    text = f"{heads}\nP-armin,آرمین,صادقی,OFF,manager,1403/01/01,1405/12/01\n"
    plan = plan_import(read_whole(staff_kind(), io.BytesIO(text.encode())), by=people.hoda.user, since=TODAY)
    assert plan.is_wrong


# The outside person --------------------------------------------------------------------------------------------------


def test_naming_one_mails_the_link_and_tells_everybody_with_a_role(people, mailoutbox, on_commit):
    with on_commit(execute=True):
        user = name_outside_person(name="نادر", email="Nader@books.example", by=people.armin.user, at=NOW)
    assert (user.access_roles, user.is_in_use) == ({"witness"}, False)
    for one in (people.mina, people.hoda, people.armin):
        assert [n.kind for n in one.user.notices.all()] == ["people.outsider_named"]
    assert [mail.to for mail in mailoutbox if "/reset/key/" in mail.body] == [["Nader@books.example"]]
    assert AuditEntry.objects.filter(verb="access.outsider_named", object_key=user.key).count() == 1


@pytest.mark.parametrize("address", ["narges@aftab.example", "HODA@aftab.example"])
def test_an_outside_person_is_nobody_at_work(address, people):
    with pytest.raises(errors.NameTaken):
        name_outside_person(name="x", email=address, by=people.armin.user, at=NOW)


def test_an_outside_person_confirms_and_gets_no_other_role(nader, narges, hoda, armin):
    from people.actions import grant_access_role

    confirm_account_request(request=asked(narges.user, hoda), by=nader, at=NOW)
    with pytest.raises(errors.NotAnOutsider):
        grant_access_role(user=nader, role="hr", by=armin.user, at=NOW)


def test_they_are_asked_only_where_nobody_inside_is(nader, narges, hoda, armin):
    asked(narges.user, hoda)
    assert nader.notices.count() == 0
    User.objects.filter(pk=armin.user.pk).update(is_active=False)
    asked(hoda.user, narges)
    assert [n.kind for n in nader.notices.all()] == ["people.request_waits_second_factor"]


def test_an_outside_person_named_by_who_asks_waits_a_day(narges, hoda):
    outsider = name_outside_person(name="نادر", email="nader@books.example", by=hoda.user, at=NOW)
    request = asked(narges.user, hoda)
    with pytest.raises(errors.RecentlyHelped):
        confirm_account_request(request=request, by=outsider, at=NOW + timedelta(hours=1))
    confirm_account_request(request=request, by=outsider, at=NOW + timedelta(hours=24))


def test_the_account_is_closed_for_good(nader, armin, client_for):
    phone = client_for(nader)
    assert phone.get(reverse("people:requests")).status_code == 200
    end_outside_person(user=nader, by=armin.user, at=NOW)
    assert phone.get(reverse("people:requests")).status_code == 302
    with pytest.raises(errors.NotAnOutsider):
        end_outside_person(user=nader, by=armin.user, at=NOW)


def test_nobody_at_work_is_ended_as_an_outside_person(hoda, armin, client_for):
    with pytest.raises(errors.NotAnOutsider):
        end_outside_person(user=hoda.user, by=armin.user, at=NOW)
    assert client_for(armin).post(reverse("people:end_outsider", args=[hoda.user.key])).status_code == 404


def test_sessions_end_at_once_however_they_were_opened(narges, client_for):
    from people.actions.accounts.sign_in import end_sessions

    phone = client_for(narges)
    with time_machine.travel(NOW):
        end_sessions(narges.user, at=NOW)
    assert phone.get(reverse("people:profile")).status_code == 302
    assert client_for(User.objects.get(pk=narges.user.pk)).get(reverse("people:profile")).status_code == 200


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
