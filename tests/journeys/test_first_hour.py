"""Somebody who has never seen the product: from one printed link to a signed PDF and a paid reward, in both languages.

The server has the settings of a company's: no demo, a second step for whoever sees other people's data. The tally of
screens, fields and presses is printed, and bounded.
"""

import pytest

from tests.journeys import server as servers
from tests.journeys.conftest import LANGUAGES
from tests.journeys.first_hour import alone, story
from tests.journeys.first_hour.tally import Tally
from tests.journeys.world import World


@pytest.fixture(params=LANGUAGES)
def empty(request, nothing, browser, tmp_path):
    """A World without a company."""
    server, process = servers.start(nothing, tmp_path / "havadar", DEMO="0")
    world = World(request.param, server, browser)
    world.process = process
    yield world
    world.close()
    servers.stop(world.process)
    if world.findings:
        pytest.fail("\n".join(dict.fromkeys(world.findings)), pytrace=False)


# What it came to when it was written, and a little: 31 minutes of seven people's time together, the run's included.
MOST_MINUTES, MOST_FIELDS, MOST_SCREENS = 32, 66, 150


def test_from_nothing_to_the_first_payday(empty):
    tally = Tally()
    owner, hands, roles = story.begins(empty, tally)
    story.works(tally, owner, hands, roles)
    story.is_paid(empty, tally, owner, hands)
    code, said = empty.server.manage("verify")
    assert code == 0, said
    print(f"\n{tally}")
    assert tally.fields <= MOST_FIELDS and tally.screens <= MOST_SCREENS and tally.seconds <= MOST_MINUTES * 60, tally


def test_without_a_starter_folder_in_one_language(empty):
    """Up to the first frozen edition, in a company that writes one language alone."""
    tally = Tally()
    alone.freezes_a_first_edition(empty, tally)
    code, said = empty.server.manage("verify")
    assert code == 0, said
    print(f"\n{tally}")
