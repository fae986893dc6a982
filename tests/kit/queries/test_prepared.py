"""A prepared question gives what the ordinary one gives, typed alike, with new values each time."""

import datetime as dt

import pytest
from django.utils import timezone

from kit.queries.prepared import Prepared, columns, instance
from people.models import StaffMember, User
from tests.factories.people import StaffFactory

pytestmark = pytest.mark.django_db


def _joined(shape, *, staff, since):
    return StaffMember.objects.filter(pk=staff, joined_on__gte=since).values(
        *columns(StaffMember), *columns(User, "user__")
    )


def test_values_are_new_each_time_and_typed_as_the_model_says():
    question = Prepared(_joined, staff=int, since=dt.date)
    day = dt.date(2026, 3, 1)
    first, second = StaffFactory(joined_on=day), StaffFactory(joined_on=day + dt.timedelta(days=1))
    User.objects.filter(pk=second.user_id).update(last_login=timezone.now())
    for person in (first, second):
        row = question.get(staff=person.pk, since=day)
        assert instance(StaffMember, row).joined_on == person.joined_on
        assert instance(User, row, "user__").last_login == User.objects.get(pk=person.user_id).last_login
        assert instance(User, row, "user__").is_active is True


def test_no_row_is_none():
    question = Prepared(_joined, staff=int, since=dt.date)
    person = StaffFactory(joined_on=dt.date(2026, 3, 1))
    assert question.get(staff=person.pk, since=dt.date(2026, 3, 2)) is None


def test_an_object_that_the_row_did_not_reach_is_none():
    question = Prepared(_joined, staff=int, since=dt.date)
    person = StaffFactory(user=None)
    assert instance(User, question.get(staff=person.pk, since=dt.date(2000, 1, 1)), "user__") is None
