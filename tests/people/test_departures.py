"""Who leaves loses the way in at once and keeps the history."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from kit.audit.models import AuditEntry
from people import errors
from people.accounts.sign_in import set_password_link
from people.actions import close_departed, create_sign_in, record_leaving, withdraw_leaving
from people.models import User
from tests.factories.people import PASSWORD

AT = datetime(2026, 11, 1, 8, tzinfo=UTC)
TODAY = date(2026, 11, 1)
PROFILE = reverse("people:profile")


def test_leaving_today_refuses_the_very_next_request(narges, hoda, client_for):
    client = client_for(narges)
    assert client.get(PROFILE).status_code == 200
    record_leaving(staff=narges, left_on=TODAY, by=hoda.user, at=AT, on=TODAY)
    answer = client.get(PROFILE)
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login"))


def test_leaving_ends_the_session_for_good_even_if_the_account_is_opened_again(narges, hoda, client_for):
    client = client_for(narges)
    record_leaving(staff=narges, left_on=TODAY, by=hoda.user, at=AT, on=TODAY)
    User.objects.filter(pk=narges.user.pk).update(is_active=True)
    withdraw_leaving(staff=narges, by=hoda.user, at=AT)
    assert client.get(PROFILE).status_code == 302


def test_leaving_kills_open_reset_links(narges, hoda, visitor):
    link = set_password_link(narges.user)
    alive = visitor.get(link, follow=True)
    assert "token_fail" not in alive.context or not alive.context["token_fail"]
    record_leaving(staff=narges, left_on=TODAY, by=hoda.user, at=AT, on=TODAY)
    User.objects.filter(pk=narges.user.pk).update(is_active=True)
    assert visitor.get(link, follow=True).context["token_fail"] is True


def test_leaving_ends_roles_and_leaderships_and_keeps_the_person(saeed, hoda, armin):
    saeed.user.groups.add(hoda.user.groups.get())
    record_leaving(staff=saeed, left_on=TODAY, by=armin.user, at=AT, on=TODAY)
    user = User.objects.get(pk=saeed.user.pk)
    assert (user.is_active, user.access_roles) == (False, frozenset())
    assert saeed.leaderships.get().until == TODAY
    assert list(AuditEntry.objects.order_by("number").values_list("verb", flat=True)) == [
        "staff.leaving_recorded",
        "team.lead_ended",
        "access.closed",
    ]


def test_a_later_leaving_day_refuses_from_that_day_on_without_any_upkeep(narges, hoda, client_for):
    record_leaving(staff=narges, left_on=date(2027, 1, 10), by=hoda.user, at=AT, on=TODAY)
    client = client_for(narges)
    with time_machine.travel(datetime(2027, 1, 9, 12, tzinfo=UTC), tick=False):
        assert client_for(narges).get(PROFILE).status_code == 200
    with time_machine.travel(datetime(2027, 1, 9, 20, 31, tzinfo=UTC), tick=False):
        assert client.get(PROFILE).status_code == 302


def test_upkeep_closes_the_sign_ins_of_those_whose_day_has_come_once(narges, parisa, hoda):
    record_leaving(staff=narges, left_on=date(2027, 1, 10), by=hoda.user, at=AT, on=TODAY)
    assert close_departed(on=date(2027, 1, 9), at=AT) == 1  # behnam, who left before
    assert close_departed(on=date(2027, 1, 10), at=AT) == 1
    assert close_departed(on=date(2027, 1, 10), at=AT) == 0
    assert User.objects.get(pk=narges.user.pk).is_active is False
    assert User.objects.get(pk=parisa.user.pk).is_active is True


def test_leaving_twice_is_refused(behnam, hoda):
    with pytest.raises(errors.AlreadyLeft):
        record_leaving(staff=behnam, left_on=TODAY, by=hoda.user, at=AT, on=TODAY)


def test_leaving_before_joining_is_refused(narges, hoda):
    with pytest.raises(errors.LeavingBeforeJoining):
        record_leaving(staff=narges, left_on=date(2020, 1, 1), by=hoda.user, at=AT, on=TODAY)


def test_nobody_records_their_own_leaving(hoda):
    with pytest.raises(errors.AboutOneself):
        record_leaving(staff=hoda, left_on=TODAY, by=hoda.user, at=AT, on=TODAY)


def test_who_is_back_gets_a_new_way_in_and_the_old_password_is_dead(behnam, hoda, visitor):
    withdraw_leaving(staff=behnam, by=hoda.user, at=AT)
    User.objects.filter(pk=behnam.user.pk).update(is_active=False)
    behnam.refresh_from_db()
    user = create_sign_in(staff=behnam, username="behnam", by=hoda.user, at=AT)
    assert (user.pk, user.is_active) == (behnam.user.pk, True)
    assert visitor.login(username="behnam", password=PASSWORD) is False


def test_hr_records_leaving_on_the_page_in_jalali(narges, hoda, client_for):
    url = reverse("people:staff_leave", args=[narges.key])
    answer = client_for(hoda).post(url, {"left_on": "۱۴۰۵/۰۸/۱۰"})
    narges.refresh_from_db()
    assert (answer.status_code, narges.left_on) == (302, date(2026, 11, 1))
