"""Narges reads: her day, the changed standards, a course and its quiz."""

from playwright.sync_api import expect

from home.demo.company import read
from tests.journeys.rewarding import passes_the_password
from tests.journeys.world import PHONE
from tests.journeys.writing import BEHAVIOUR, NEXT

COURSE = read("courses")["course"][2]
STANDARDS = [standard for touchpoint in read("folder")["touchpoint"] for standard in touchpoint["standard"]]


def signs_what_changed(world):
    page = world.person("narges", PHONE)
    page.goto("/")
    world.see(page, "my day")
    page.goto("/folder/")
    expect(page.get_by_text(BEHAVIOUR[world.language])).to_be_visible()
    world.see(page, "folder")
    page.goto("/")
    with page.expect_navigation():
        page.locator("a[href$='/folder/sign/']").first.click()
    met = signs_everything(world, page)
    assert len(met) == 6, f"three that waited, two that were in review and the new one, but signed {met}"
    changed = [texts.get(f"behaviour_{world.language}") for texts in NEXT["changes"].values()]
    assert {BEHAVIOUR[world.language], *filter(None, changed)} <= set(met)
    world.see(page, "everything signed")
    return page


def signs_everything(world, page):
    """One standard after the other, the question before a critical one answered; their behaviours."""
    met = []
    while "/folder/sign/" in page.url and page.locator("a[href$='/question/'], form[action*='/folder/sign/']").count():
        if not met:
            world.see(page, "read and sign")
        if page.locator("a[href$='/question/']").count():
            _answers_the_check(world, page)
        met.append(page.locator("main h1").inner_text())
        with page.expect_navigation():
            page.get_by_role("button", name=world.say("Read and accepted")).click()
        passes_the_password(world, page)
    return met


def _answers_the_check(world, page):
    with page.expect_navigation():
        page.locator("a[href$='/question/']").click()
    world.see(page, "question before signing")
    asked = page.locator("main h1").inner_text()
    (standard,) = (one for one in STANDARDS if one.get(f"check_question_{world.language}") == asked)
    page.get_by_role("radio", name=standard[f"check_right_{world.language}"], exact=True).check()
    with page.expect_navigation():
        page.get_by_role("button", name=world.say("Answer")).click()


def learns(world, page):
    """Goes on with the course, leaves in the middle of the quiz, comes back, hands in."""
    page.goto("/training/")
    world.see(page, "my training")
    page.get_by_role("link", name=COURSE[f"title_{world.language}"]).first.click()
    world.see(page, "course")
    with page.expect_navigation():
        page.get_by_role("link", name=world.say("Continue where I left")).click()
    world.see(page, "lesson")
    while page.locator("form[action$='/finish/'] button").count():
        with page.expect_navigation():
            page.locator("form[action$='/finish/'] button").click()
    with page.expect_navigation():
        page.get_by_role("button", name=world.say("Begin the quiz")).click()
    return _sits_the_quiz(world, page)


def _sits_the_quiz(world, page):
    answered = answers_a_question(world, page)
    world.see(page, "quiz question")
    page.get_by_role("button", name=world.say("Next question")).click()
    answers_a_question(world, page)
    expect(page.locator("#saved")).to_contain_text(world.say("Kept"))
    page = world.again(page, PHONE)
    page.goto("/training/")
    page.get_by_role("link", name=COURSE[f"title_{world.language}"]).first.click()
    with page.expect_navigation():
        page.get_by_role("link", name=world.say("Go on with the quiz")).click()
    while (button := page.get_by_role("button", name=world.say("Next question"))).count():
        answers_a_question(world, page)
        with page.expect_navigation():
            button.click()
    answers_a_question(world, page)
    page.get_by_role("button", name=world.say("To the end")).click()
    expect(page.get_by_role("heading", name=world.say("All questions are answered"))).to_be_visible()
    expect(page.get_by_text(answered)).to_be_visible()
    world.see(page, "hand in")
    page.get_by_role("button", name=world.say("Hand in")).click()
    expect(page.get_by_role("heading", name=world.say("Passed. Well done!"))).to_be_visible()
    world.see(page, "result")
    return page


def answers_a_question(world, page):
    """Chooses the right option, as the course knows it; returns the question."""
    asked = page.locator("legend").inner_text().strip()
    (question,) = (one for one in COURSE["question"] if one[f"text_{world.language}"] == asked)
    right = question[f"options_{world.language}"][question["right"] - 1]
    page.get_by_role("radio", name=right, exact=True).check()
    return asked
