"""Parvin computes, Hoda approves, it is frozen; the person reads it step by step."""

import re

from playwright.sync_api import expect

from home.demo.company import PASSWORD
from tests.journeys.world import DESK, PHONE


def password_is_asked(world, page):
    expect(page).to_have_url(re.compile("/reauthenticate/"))
    world.see(page, "password again")
    page.locator("input[name=password]").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name=world.say("Confirm and go on")).click()


def passes_the_password(world, page):
    """Where it is asked for: signing in is not enough, and once given it holds for five minutes."""
    if "/reauthenticate/" in page.url:
        password_is_asked(world, page)


def pays_a_reward(world, page):
    _sends(world, page)
    address = page.url
    hoda = world.person("hoda", DESK)
    hoda.goto(address)
    world.see(hoda, "run to approve")
    hoda.get_by_role("button", name=world.say("Approve"), exact=True).click()
    password_is_asked(world, hoda)
    expect(hoda.get_by_text(world.say("Approved. HR can now freeze it."))).to_be_visible()
    page.goto(address)
    page.get_by_role("button", name=world.say("Freeze and tell everyone")).click()
    password_is_asked(world, page)
    expect(page.get_by_text(world.say("Frozen. Everyone who earned something has been told."))).to_be_visible()
    world.see(page, "run frozen")
    hoda.context.close()


def _sends(world, page):
    page.goto("/rewards/runs/")
    world.see(page, "reward runs")
    # The newest plan's period still runs; the points of the past cycle wait for their run.
    page.get_by_role("button", name=world.say("Start the run")).last.click()
    world.see(page, "run drafted")
    page.get_by_role("button", name=world.say("Compute"), exact=True).click()
    expect(page.get_by_role("button", name=world.say("Send for approval"))).to_be_visible()
    world.see(page, "run computed")
    page.get_by_role("button", name=world.say("Send for approval")).click()
    expect(
        page.get_by_text(world.say("Sent. The numbers are locked until it is approved or taken back."))
    ).to_be_visible()
    expect(page.get_by_role("button", name=world.say("Approve"), exact=True)).to_have_count(0)


def reads_the_reward(world):
    """Arash of the till has met every condition; he reads each step."""
    page = world.person("va-0143", PHONE)
    page.goto("/rewards/")
    expect(page.get_by_role("heading", name=world.say("How it is computed"))).to_be_visible()
    expect(page.get_by_text(world.say("Settled")).first).to_be_visible()
    world.see(page, "my reward")
    page.context.close()
