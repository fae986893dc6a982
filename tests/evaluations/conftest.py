"""`at_now` stops the clock at the factories' NOW."""

import pytest
import time_machine

from tests.factories.evaluations import NOW


@pytest.fixture
def at_now():
    with time_machine.travel(NOW, tick=False):
        yield NOW
