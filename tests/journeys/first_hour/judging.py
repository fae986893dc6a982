"""A cycle opened, everybody assigned, baristas evaluated on a phone, released, read, and the PDF proved genuine."""

import re

from playwright.sync_api import expect

from kit.text.folding import fold
from tests.journeys import documents
from tests.journeys.evaluating import COMMENT
from tests.journeys.first_hour.peopling import name_of


def opens_a_cycle(owner):
    """Its name, its days and the edition are proposed."""
    owner.goes_home()
    owner.follows("/evaluations/cycles/new/")
    owner.sees("new cycle")
    owner.sends()
    owner.sends("/assign/")
    owner.sees("cycle")


def evaluates(lead, who):
    """Every criterion by touch, the best answer; a comment where one is wanted."""
    world, page = lead.world, lead.page
    if not lead.page.locator("a[href$='/evaluations/to-do/']").locator("visible=true").count():
        lead.goes_home()
    lead.follows("/evaluations/to-do/")
    task = page.locator("form.hv-task").filter(has_text=name_of(who, world.language))
    lead.presses(task.get_by_role("button"))
    lead.sees("evaluate")
    for item in page.locator("[data-item]").all():
        item.locator("label").first.tap()
        lead.tally.presses += 1
        page.wait_for_timeout(150)
        if item.locator("input:checked[data-comment]").count():
            item.locator("textarea").fill(COMMENT[world.language])
            lead.tally.fields += 1
    expect(page.locator("[data-words]")).to_have_text(re.compile(re.escape(world.say("Saved"))))
    lead.presses(page.locator("[data-dock-submit]"))
    assert "/fill/" not in page.url, page.locator("main").inner_text()[:600]


def releases(owner):
    owner.goes_home()
    owner.follows("/evaluations/cycles/")
    owner.presses(owner.page.locator("main a.hv-task"))
    owner.sends("/release/")
    owner.sees("released")


def reads_the_own_result(hand):
    """Returns the address of its PDF."""
    world, page = hand.world, hand.page
    hand.goes_home()
    hand.follows("/evaluations/mine/")
    hand.presses(page.locator("main a.hv-task"))
    hand.sees("my evaluation")
    hand.presses(page.locator("[form=acknowledge], #acknowledge button").locator("visible=true"))
    hand.reads(world.say("You have said that you have read it."))
    return page.locator(f"a[href$='/document/{world.language}/']").first.get_attribute("href")


def holds_a_genuine_document(hand, address, who):
    """Anybody with the paper in hand can ask whether it is genuine."""
    world = hand.world
    text = documents.text_of(documents.made(world, world.also(hand.page, hand.size), address))
    for word in name_of(who, world.language).split():
        assert fold(word) in fold(text), text[:400]
    (code,) = set(re.findall(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\b", text))
    stranger = world.visitor(hand.size)
    stranger.goto(f"/verify/?code={code}")
    expect(stranger.get_by_role("heading", name=world.say("This document is genuine"))).to_be_visible()
