"""An author's room: a standard with a picture, its course, a gap mended, its end; presses are counted."""

import pytest

from tests.journeys import authoring
from tests.journeys import server as servers
from tests.journeys.conftest import LANGUAGES
from tests.journeys.presses import Counted
from tests.journeys.world import World

# Beside the texts. Before both languages were one: 22 for the translation alone, and 8 to 9 for each question.
MOST_FOR_A_STANDARD, MOST_FOR_SIX_QUESTIONS = 25, 18


@pytest.fixture(params=LANGUAGES)
def room(request, prepared, browser, tmp_path):
    """A World whose company nobody else walks: its editions are frozen here."""
    server, process = servers.start(prepared, tmp_path / "havadar")
    world = World(request.param, server, browser)
    yield world
    world.close()
    servers.stop(process)
    if world.findings:
        pytest.fail("\n".join(dict.fromkeys(world.findings)), pytrace=False)


def test_a_standard_from_its_first_word_to_its_end(room):
    page = room.person("mina")
    hand = Counted(page)
    page.goto("/author/")
    authoring.writes_a_standard(room, hand)
    assert hand.presses <= MOST_FOR_A_STANDARD, hand.presses
    authoring.another_approves(room, authoring.STANDARD["behaviour"][room.language])
    authoring.freezes(room, page, open_one=True)
    code = authoring.sees_the_picture(room)
    authoring.begins_a_course(room, hand, code)
    authoring.opens_the_workbench(room, hand)
    before = hand.presses
    authoring.writes_six_questions(room, hand)
    assert hand.presses - before <= MOST_FOR_SIX_QUESTIONS, hand.presses - before
    authoring.opens_the_workbench(room, hand)
    authoring.is_taught(room, hand, code)
    authoring.deletes_it(room, page, code)
    said = authoring.freezes(room, page, open_one=False)
    assert code in said, "what goes is named before it is frozen"
    authoring.is_gone(room)
    exit_code, words = room.server.manage("verify")
    assert exit_code == 0, words
