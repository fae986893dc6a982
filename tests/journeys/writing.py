"""Mina writes: a standard in both languages, into the edition that was in review, and its freezing."""

import datetime as dt
import re
from urllib.parse import quote
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from home.demo.company import read
from tests.journeys.rewarding import passes_the_password
from tests.journeys.world import DESK

CODE = "DUR-04"
(BEFORE,) = (
    standard
    for touchpoint in read("folder")["touchpoint"]
    for standard in touchpoint["standard"]
    if standard["code"] == CODE
)
NEXT = read("next")  # the edition that the demo has in review
NOTE = "DUR-04 + DUR-08"  # reads the same in both languages
# By language of the page in the CMS: what is typed into it.
BEHAVIOUR = {
    "fa": "سفارش را پیش از ثبت، یک بار آرام و کامل برای مشتری بازگو می‌کند.",
    "en": "Reads the whole order back to the guest, once and calmly, before entering it.",
}


def writes_a_standard(world):
    page = world.person("mina", DESK)
    world.see(page, "author desk")
    page.goto("/cms/")
    world.see(page, "cms home")
    for number, (language, text) in enumerate(BEHAVIOUR.items()):
        _open_standard(page, world, language)
        page.locator("#id_behaviour").fill(text)
        if not number:
            world.see(page, "cms standard")
        _sends_for_approval(page)
    _another_approves(world)
    return page


def _open_standard(page, world, language):
    """Found by what it has said so far, as an author would look for it."""
    page.goto(f"/cms/pages/search/?q={quote(BEFORE[f'behaviour_{language}'])}")
    page.get_by_role("link", name=CODE).first.click()
    expect(page.locator("#id_behaviour")).to_have_value(BEFORE[f"behaviour_{language}"])


def _sends_for_approval(page):
    page.locator("footer [data-w-dropdown-target='toggle']").first.click()
    with page.expect_navigation():
        page.locator("button[name='action-submit']").click()
    expect(page.locator(".messages .success")).to_be_visible()


def _another_approves(world):
    """Both languages are one duty: Armin reads what they change, word by word, and presses once."""
    page = world.person("armin", DESK)
    page.goto("/folder/approvals/")
    world.see(page, "approvals")
    page.get_by_role("link", name=BEHAVIOUR[world.language]).click()
    expect(page.locator("main ins").first).to_be_visible()
    world.see(page, "approval")
    page.get_by_role("button", name=world.say("Approve"), exact=True).click()
    expect(page.get_by_text(world.say("Nothing waits"))).to_be_visible()
    page.goto("/people/audit/")
    page.locator("main a[href^='/people/audit/']:not([href*='?'])").first.click()
    world.see(page, "entry of the log")


def freezes_an_edition(world, page):
    """Back from review with a note, completed, in review again, the impact preview, frozen; in force from today."""
    page.goto("/folder/editions/")
    world.see(page, "editions")
    page.get_by_role("link", name=NEXT[f"title_{world.language}"]).click()
    page.get_by_role("link", name=world.say("Review it word by word")).click()
    for code in (CODE, *NEXT["changes"]):
        expect(page.get_by_text(code, exact=True).first).to_be_visible()
    world.see(page, "edition in review")
    page.locator("[name=note]").fill(NOTE)
    page.get_by_role("button", name=world.say("Send it back")).click()
    expect(page.get_by_text(NOTE)).to_be_visible()
    world.see(page, "edition came back")
    page.get_by_role("link", name=world.say("Change the draft")).click()
    page.locator("[name=title_fa]").fill("سفارش، آرام و کامل")
    page.locator("[name=title_en]").fill("Orders, calmly and completely")
    page.locator("[name=effective_on]").fill(f"{dt.datetime.now(ZoneInfo('Asia/Tehran')):%Y-%m-%d}")
    page.locator("[name=commitment_fa]").fill("هر سفارش را پیش از ثبت برای مهمان بازگو می‌کنیم.")
    page.locator("[name=commitment_en]").fill("We read every order back before entering it.")
    world.see(page, "edition draft")
    page.get_by_role("button", name=world.say("Save the draft")).click()
    page.get_by_role("button", name=world.say("Send for review")).click()
    page.get_by_role("link", name=world.say("See what it changes")).click()
    expect(page.locator(f"#change-{CODE}")).to_be_visible()
    expect(page.get_by_text(BEHAVIOUR[world.language])).to_be_visible()
    page.locator(f"[aria-labelledby=change-{CODE}]").get_by_role("radio").last.check()
    page.get_by_role("button", name=world.say("Count again with these choices")).click()
    signers = world.saying("%(people)s person", "%(people)s people")
    expect(page.get_by_role("listitem").filter(has_text=CODE).filter(has_text=signers).first).to_be_visible()
    world.see(page, "impact preview")
    page.get_by_role("button", name=world.say("Freeze the edition")).click()
    passes_the_password(world, page)
    expect(page.get_by_text(re.compile("[0-9a-f]{64}")).first).to_be_visible()
    world.see(page, "edition frozen")
