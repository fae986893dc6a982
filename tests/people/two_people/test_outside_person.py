"""The outside person confirms where nobody inside can, and is nobody at work."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from kit.audit.models import AuditEntry
from people import errors
from people.actions import confirm_account_request, end_outside_person, name_outside_person
from people.models import User
from tests.factories.people import UserFactory
from tests.people.two_people.world import NOW, asked
from tests.worlds import built_once


@built_once
def nader(people):
    """The outside person."""
    user = UserFactory(username="nader@books.example", email="nader@books.example", groups=["witness"])
    return user


def test_naming_one_mails_the_link_and_tells_everybody_with_a_role(people, mailoutbox, commit):
    with commit():
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
