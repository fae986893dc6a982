"""It is the 21st of November 2026 for all of them."""

import pytest
import time_machine

from people.actions import change_work
from tests.people.work_periods.world import AT, MOVE


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def hr(people):
    return {"by": people.hoda.user, "at": AT}


@pytest.fixture
def moved(people, hr):
    change_work(staff=people.narges, from_=MOVE, team=people.office, **hr)
    return people.narges
