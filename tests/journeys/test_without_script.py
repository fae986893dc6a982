"""Where JavaScript is off or has not come: signing, a quiz and an evaluation work all the same."""

from playwright.sync_api import expect

from home.demo.company import read
from tests.journeys import evaluating, reading
from tests.journeys.world import PHONE

BAHAREH = read("people")["people"]["VA-0144"]


def test_signing_and_a_quiz_without_script(world):
    page = world.person("va-0144", PHONE, script=False)
    page.goto("/folder/sign/")
    reading.signs_everything(world, page)
    world.see(page, "everything signed")
    _learns(world, page)


def _learns(world, page):
    page.goto("/training/")
    page.get_by_role("link", name=reading.COURSE[f"title_{world.language}"]).first.click()
    with page.expect_navigation():
        page.get_by_role("link", name=world.say("Continue where I left")).click()
    while (button := page.locator("form[action$='/finish/'] button")).count():
        with page.expect_navigation():
            button.click()
    with page.expect_navigation():
        page.get_by_role("button", name=world.say("Begin the quiz")).click()
    while (button := page.get_by_role("button", name=world.say("Next question"))).count():
        reading.answers_a_question(world, page)
        with page.expect_navigation():
            button.click()
    reading.answers_a_question(world, page)
    world.see(page, "question")
    page.get_by_role("button", name=world.say("To the end")).click()
    page.get_by_role("button", name=world.say("Hand in")).click()
    expect(page.get_by_role("heading", name=world.say("Passed. Well done!"))).to_be_visible()
    world.see(page, "result")


def test_an_evaluation_without_script(world):
    page = world.person("saeed", PHONE, script=False)
    page.goto("/evaluations/to-do/")
    row = page.locator("form.hv-task").filter(has_text=evaluating.name_of(BAHAREH, world.language))
    row.get_by_role("button").click()
    page.locator("[data-item] input[data-digit='1']").first.check()
    page.get_by_role("button", name=world.say("Save")).locator("visible=true").first.click()
    expect(page.locator("[data-item] input[data-digit='1']").first).to_be_checked()
    world.see(page, "form")
    _submits(world, page)
    said = page.get_by_role("alert").first
    expect(said).to_contain_text(evaluating.lacking(world))
    world.see(page, "form incomplete")
    for item in page.locator("[data-item]").all():
        item.locator("input[data-digit='1']").check()
    _submits(world, page)
    assert "/fill/" not in page.url
    world.see(page, "handed in")


def _submits(world, page):
    page.get_by_role("button", name=world.say("Submit evaluation")).locator("visible=true").first.click()
