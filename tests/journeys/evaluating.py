"""Saeed evaluates, Parvin releases, the person answers."""

import re
import time

from playwright.sync_api import expect

from home.demo.company import read
from tests.journeys.world import DESK, PHONE

PEOPLE = read("people")["people"]
POUYA = PEOPLE["VA-0145"]
SURENESS = "The true score is very likely between %(range)s. With more evaluations the range becomes narrower."
COMMENT = {"fa": "سه بار دیدم که سفارش را بازگو کرد.", "en": "Saw the order read back three times."}


def name_of(row, language):
    given, family = row[2:4] if language == "fa" else row[4:6]
    return f"{given} {family}"


def evaluates(world):
    """Begun at the desk by keyboard, gone on with on the phone by touch; nothing is lost on the way."""
    desk = world.person("saeed", DESK)
    desk.goto("/evaluations/to-do/")
    world.see(desk, "whom I evaluate")
    row = desk.locator("form.hv-task").filter(has_text=name_of(POUYA, world.language))
    with desk.expect_navigation():
        row.get_by_role("button").click()
    number = desk.url
    world.see(desk, "evaluate")
    _submit_says_what_is_missing(world, desk)
    _answers_by_keyboard(world, desk)
    given = _chosen(desk)
    phone = world.again(desk, PHONE)
    phone.goto(number)
    assert _chosen(phone) == given, "a reload keeps every answer"
    _answers_by_touch(world, phone)
    world.see(phone, "evaluate answered")
    with phone.expect_navigation():
        phone.locator("[data-dock-submit]").click()
    assert "/fill/" not in phone.url, phone.locator("main").inner_text()[:600]
    world.see(phone, "evaluation handed in")
    phone.context.close()


def _submit_says_what_is_missing(world, page):
    with page.expect_navigation():
        page.get_by_role("button", name=world.say("Submit evaluation")).click()
    said = page.get_by_role("alert").first
    expect(said).to_contain_text(lacking(world))
    assert said.get_by_role("link").count() == _open(page).count()
    world.see(page, "evaluate incomplete")


def lacking(world):
    return world.saying(
        "%(shown)s criterion is not complete yet; everything else is saved.",
        "%(shown)s criteria are not complete yet; everything else is saved.",
    )


def _open(page):
    """Criteria without an outcome."""
    return page.locator("[data-item]:not(:has(input[type=radio]:checked))")


def _answers_by_keyboard(world, page):
    """Two criteria by digit keys, the arrow leading from one to the next; the mark says that they are saved."""
    first = _open(page).first.get_attribute("data-item")
    page.locator(f"[data-item='{first}'] input[type=radio]").first.focus()
    page.keyboard.press("1")
    expect(page.locator(f"[data-item='{first}'] input[data-digit='1']")).to_be_checked()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("2")
    _until_saved(world, page)


def _until_saved(world, page):
    """The mark says so, and this device keeps nothing back any more."""
    until = time.monotonic() + 30
    while page.evaluate("Object.keys(localStorage).some(key => key.startsWith('hv-evaluation-'))"):
        assert time.monotonic() < until, page.locator("[data-status]").inner_text()
        page.wait_for_timeout(100)
    expect(page.locator("[data-words]")).to_have_text(re.compile(re.escape(world.say("Saved")) + "[،,] .*[0-9۰-۹]"))


def _answers_by_touch(world, page):
    while (waiting := _open(page)).count():
        waiting.first.locator("label").nth(1).tap()
    for item in page.locator("[data-item]").all():
        needs = item.locator("input:checked[data-comment]").count()
        if needs and not item.locator("textarea").input_value():
            item.locator("textarea").fill(COMMENT[world.language])
    page.locator("[data-item]").last.locator("label").nth(0).tap()
    _until_saved(world, page)


def _chosen(page):
    return page.locator("[data-item] input[type=radio]:checked").evaluate_all("all => all.map(one => one.value).sort()")


def releases(world):
    page = world.person("parvin", DESK)
    page.goto("/desk/")
    world.see(page, "hr desk")
    page.goto("/evaluations/?state=submitted")
    world.see(page, "evaluations")
    page.get_by_role("link", name=name_of(POUYA, world.language)).first.click()
    world.see(page, "evaluation to release")
    with page.expect_navigation():
        page.get_by_role("button", name=world.say("Release"), exact=True).click()
    return page


def acknowledges(world):
    """Pouya sees the number with what it rests on, and says that he has seen it."""
    page = world.person("va-0145", PHONE)
    _open_result(world, page)
    world.see(page, "my evaluation")
    with page.expect_navigation():
        page.locator("[form=acknowledge], #acknowledge button").locator("visible=true").first.click()
    expect(page.get_by_text(world.say("You have said that you have read it.")).first).to_be_attached()
    world.see(page, "acknowledged")
    page.context.close()


def disputes(world, page):
    """Narges objects to one criterion of hers, with a reason."""
    _open_result(world, page)
    expect(
        page.get_by_text(world.saying("from %(shown)s evaluation", "from %(shown)s evaluations")).first
    ).to_be_visible()
    expect(page.get_by_text(world.saying(SURENESS)).first).to_be_visible()
    world.see(page, "my evaluation with interval")
    page.get_by_role("link", name=world.say("I object")).first.click()
    item = page.locator("form .hv-item").first
    item.get_by_role("checkbox").check()
    item.get_by_role("textbox").fill(COMMENT[world.language])
    world.see(page, "write an objection")
    with page.expect_navigation():
        page.get_by_role("button", name=world.say("Send the objection")).click()
    world.see(page, "objection sent")


def _open_result(world, page):
    page.goto("/evaluations/mine/")
    world.see(page, "my evaluations")
    page.locator("a.hv-task").filter(has_text=world.say("Waits for you")).first.click()
    expect(page.get_by_text(world.say("Criterion by criterion"))).to_be_visible()
