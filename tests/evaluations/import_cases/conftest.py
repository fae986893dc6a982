"""Messages are read in English."""

import pytest

from kit.reader import reading_as


@pytest.fixture(autouse=True)
def english():
    with reading_as("en"):
        yield
