"""What is late is said once a week, without being asked."""

from datetime import timedelta

from home.desks.reminders import remind_of_what_is_late
from tests.factories.evaluations import NOW


def kinds(staff):
    return sorted(staff.user.notices.filter(kind__startswith="home.").values_list("kind", flat=True))


def test_the_late_are_told_once_a_week(autumn, people):
    for days in (0, 0, 1):
        remind_of_what_is_late(at=NOW + timedelta(days=days))
    assert kinds(people.narges) == ["home.signatures_wait"]
    assert kinds(people.saeed) == ["home.signatures_wait", "home.your_evaluations_wait"]
    remind_of_what_is_late(at=NOW + timedelta(days=7))
    assert len(kinds(people.saeed)) == 4


def test_who_left_is_told_nothing(autumn, people):
    remind_of_what_is_late(at=NOW)
    assert kinds(people.behnam) == []
