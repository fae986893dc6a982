"""A second administrator, who has signed in before."""

from tests.factories.people import StaffFactory
from tests.worlds import built_once


@built_once
def sara(people):
    return StaffFactory(user__username="sara", user__groups=["administrator"], team=people.office, code="P-sara")
