"""Mina codes customers' words by keyboard, two keys for each; on a phone nothing lies over the list."""

import re

from playwright.sync_api import expect

from tests.journeys.world import PHONE

FLOW, WORDS = "/folder/words/flow/", "/folder/words/"
KEYBOARD_OPEN = {"width": 390, "height": 420}
SAID = ["نیم ساعت منتظر نوشیدنی ماندیم", "کسی به ما سلام نکرد", "صورت‌حساب را ده دقیقه بعد آوردند"]
# How many quotes does the form lie over, wherever they are scrolled to?
COVERED = """cards => cards.filter(card => ["start", "center", "end"].some(block => {
  card.scrollIntoView({block});
  const box = card.getBoundingClientRect(), middle = box.left + box.width / 2, heights = [];
  for (let y = Math.max(box.top, 1); y < Math.min(box.bottom, innerHeight); y += 12) heights.push(y);
  return heights.some(y => document.elementFromPoint(middle, y)?.closest("#link"));
})).length"""
# Keys are heard where one is: what was swapped in takes the focus a moment after it is seen.


def add(page, text):
    page.goto("/folder/words/new/")
    page.locator("[name=quote]").fill(text)
    page.locator("main form button.btn-primary").click()
    expect(page.locator("main")).to_contain_text(text)


def shown(page):
    return page.locator("#flow blockquote p").inner_text()


def test_two_keys_code_a_quote_and_one_takes_it_back(world):
    page = world.person("mina")
    for text in SAID:
        add(page, text)
    page.goto(WORDS)
    page.locator(f"main a[href='{FLOW}']").first.click()
    flow = page.locator("#flow")
    expect(flow.locator("blockquote")).to_contain_text(SAID[2])
    world.see(page, "words one after the other")
    page.keyboard.press("1")
    expect(flow.locator("[data-key='1']")).to_be_checked()
    page.keyboard.press("s")
    expect(flow.locator("blockquote")).to_contain_text(SAID[1])
    expect(page.locator("#announce")).to_have_text(re.compile(".+"))
    expect(page.locator("#flow:focus-within")).to_be_visible()
    page.keyboard.press("u")
    expect(flow.locator("blockquote")).to_contain_text(SAID[2])
    # On a Persian keyboard the key of the letter S writes «س».
    expect(page.locator("#flow:focus-within")).to_be_visible()
    page.keyboard.press("2")
    expect(flow.locator("[data-key='2']")).to_be_checked()
    event = "new KeyboardEvent('keydown', {key: 'س', code: 'KeyS', bubbles: true})"
    page.evaluate(f"document.activeElement.dispatchEvent({event})")
    expect(flow.locator("blockquote")).to_contain_text(SAID[1])
    expect(page.locator("#flow:focus-within")).to_be_visible()
    page.keyboard.press("k")
    expect(flow.locator("blockquote")).to_contain_text(SAID[0])
    assert not world.findings


def test_nothing_lies_over_the_list_on_a_phone(world):
    page = world.person("mina", PHONE)
    page.goto(f"{WORDS}?show=all")
    page.locator("[name=quote]").nth(2).check()
    for size in (PHONE, KEYBOARD_OPEN):
        page.set_viewport_size(size)
        assert page.locator("main article").evaluate_all(COVERED) == 0
    page.set_viewport_size(PHONE)
    page.locator("article").nth(2).locator(".hv-tolink").click()
    page.locator("#id_code").fill("AFT-99")
    page.locator("#link .btn-primary").click()
    expect(page.locator("#link .hv-error")).to_be_visible()
    expect(page.locator("[name=quote]").nth(2)).to_be_checked()
    world.see(page, "a wrong code")
    assert not world.findings
