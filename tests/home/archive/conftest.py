"""A second person in HR."""

from tests.factories.people import StaffFactory
from tests.worlds import built_once


@built_once
def sara(people):
    return StaffFactory(user__username="sara", user__groups=["hr"], team=people.office, code="P-sara")
