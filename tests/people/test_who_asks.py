"""The user of a session comes with team, branch, role and groups in one question, and is the one in the tables."""

import pytest

from people.backends import StaffBackend
from people.models import StaffMember, User

pytestmark = pytest.mark.django_db


def everything(row):
    return row and {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


@pytest.mark.parametrize("name", ["narges", "saeed", "mina", "hoda", "armin"])
def test_it_is_who_the_tables_say(name, people, django_assert_num_queries):
    person = getattr(people, name)
    expected = StaffMember.objects.select_related("user", "team__branch", "job_role").get(pk=person.pk)
    with django_assert_num_queries(1):
        user = StaffBackend().get_user(expected.user_id)
        staff = user.staff_member_or_none
        found = [user, staff, staff.team, staff.team.branch, staff.job_role]
        assert staff.user is user
        roles = user.access_roles
    team = expected.team
    assert list(map(everything, found)) == list(
        map(everything, [expected.user, expected, team, team.branch, expected.job_role])
    )
    assert roles == expected.user.access_roles


def test_somebody_who_is_no_staff_member(people, django_assert_num_queries):
    guest = User.objects.create_user("guest", "guest@aftab.example")
    with django_assert_num_queries(1):
        user = StaffBackend().get_user(guest.pk)
        assert user == guest and user.staff_member_or_none is None and user.access_roles == frozenset()


def test_nobody_and_somebody_who_has_left(people):
    assert StaffBackend().get_user(0) is None
    assert StaffBackend().get_user(people.behnam.user_id) is None


def test_what_was_found_can_be_saved(people):
    user = StaffBackend().get_user(people.narges.user_id)
    user.language = "en"
    user.save()
    assert User.objects.get(pk=user.pk).language == "en"
