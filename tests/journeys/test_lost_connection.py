"""Kian learns on a phone, and the connection goes in the middle of the quiz: no answer is lost."""

from playwright.sync_api import expect

from home.demo.company import read
from kit.folding import fold
from tests.journeys import documents, reading
from tests.journeys.evaluating import name_of
from tests.journeys.world import PHONE

KIAN = read("people")["people"]["TA-0214"]


def test_a_quiz_survives_a_lost_connection(world):
    page = world.person("ta-0214", PHONE)
    _begins_the_quiz(world, page)
    first = _answers_while_offline(world, page)
    _hands_in(world, page, first)
    _opens_the_certificate(world, page)


def _begins_the_quiz(world, page):
    page.goto("/training/")
    page.get_by_role("link", name=reading.COURSE[f"title_{world.language}"]).first.click()
    with page.expect_navigation(url="**/lessons/**"):
        page.get_by_role("link", name=world.say("Continue where I left")).click()
    while (button := page.locator("form[action$='/finish/'] button")).count():
        with page.expect_navigation():
            button.click()
    page.get_by_role("button", name=world.say("Begin the quiz")).click()
    reading.answers_a_question(world, page)
    expect(page.locator("#saved")).to_contain_text(world.say("Kept"))
    with page.expect_navigation():
        page.get_by_role("button", name=world.say("Next question")).click()


def _answers_while_offline(world, page):
    """What is chosen without a connection is sent as soon as there is one, without another press."""
    with world.offline(page):
        asked = reading.answers_a_question(world, page)
        expect(page.get_by_role("alert")).to_be_visible()
        expect(page.locator("#saved")).not_to_contain_text(world.say("Kept"))
    expect(page.locator("#saved")).to_contain_text(world.say("Kept"))
    expect(page.get_by_role("alert")).to_have_count(0)
    world.see(page, "back online")
    page.reload()
    expect(page.get_by_role("radio", checked=True)).to_have_count(1)
    return asked


def _hands_in(world, page, asked):
    while (button := page.get_by_role("button", name=world.say("Next question"))).count():
        if not page.get_by_role("radio", checked=True).count():
            reading.answers_a_question(world, page)
        with page.expect_navigation():
            button.click()
    reading.answers_a_question(world, page)
    page.get_by_role("button", name=world.say("To the end")).click()
    expect(page.get_by_role("heading", name=world.say("All questions are answered"))).to_be_visible()
    expect(page.get_by_text(asked)).to_be_visible()
    page.get_by_role("button", name=world.say("Hand in")).click()
    expect(page.get_by_role("heading", name=world.say("Passed. Well done!"))).to_be_visible()
    world.see(page, "passed")


def _opens_the_certificate(world, page):
    page.goto("/training/")
    page.get_by_role("link", name=reading.COURSE[f"title_{world.language}"]).first.click()
    world.see(page, "course completed")
    address = page.locator(f"a[href*='/certificate/'][href$='/{world.language}/']").get_attribute("href")
    text = fold(documents.text_of(documents.made(world, world.also(page, PHONE), address)))
    for word in name_of(KIAN, world.language).split():
        assert fold(word) in text, f"{word} is not in the certificate: {text[:400]}"
