"""Nobody is the last of a role and goes."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from people import errors
from people.access.holders import is_last
from people.actions import record_leaving, revoke_access_role
from people.models import User
from tests.factories.people import StaffFactory
from tests.people.two_people.world import NOW

TODAY = date.today()


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
