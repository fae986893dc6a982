"""Mina's room: a standard in both languages with a picture, the course that teaches it, and its end."""

import datetime as dt
import io
import re
from zoneinfo import ZoneInfo

from PIL import Image
from playwright.sync_api import expect

from tests.journeys.rewarding import passes_the_password
from tests.journeys.world import DESK, PHONE

BOTH = ("fa", "en")
STANDARD = {
    "behaviour": {
        "fa": "لیوان آب را پیش از آن که مهمان بخواهد روی میز می‌گذارد.",
        "en": "Puts a glass of water on the table before the guest asks.",
    },
    "why": {
        "fa": "مهمانی که از راه رسیده تشنه است. آب نشان می‌دهد که او را دیده‌ایم.",
        "en": "Who has just come in is thirsty. Water shows that we have seen them.",
    },
    "good": {"fa": "«بفرمایید، این آب خنک برای شما.»", "en": "“Here you are, some cold water for you.”"},
    "bad": {"fa": "مهمان دو بار آب می‌خواهد.", "en": "The guest asks for water twice."},
}
SHOWS = {"fa": "لیوان آبی در گوشهٔ میز", "en": "A glass of water at the corner of the table"}
COURSE = {"fa": "آب، پیش از همه", "en": "Water before all else"}


ASKED = {"fa": "برای مهمانی که نشست چه می‌کنید؟", "en": "What do you do for a guest who has sat down?"}


def _both(fa, en, name="text"):
    return {f"{name}_fa": fa, f"{name}_en": en}


WATER = [_both("آب می‌آورم", "I bring water"), _both("صبر می‌کنم", "I wait"), _both("می‌پرسم", "I ask")]
PAIRS = [
    _both("تشنه", "Thirsty") | _both("آب", "Water", "match"),
    _both("گرسنه", "Hungry") | _both("نان", "Bread", "match"),
]
# By kind: what is typed into each line, and what is ticked.
KINDS = {
    "single": {"lines": WATER, "marks": ["[name=right][value='0']"]},
    "multiple": {"lines": WATER, "marks": ["[name=options-0-is_correct]", "[name=options-2-is_correct]"]},
    "true_false": {"lines": [], "marks": ["[name=truth][value=true]"]},
    "matching": {"lines": PAIRS, "marks": []},
    "short": {"lines": [_both("آب", "water")], "marks": []},
    "numeric": {"lines": [{"number": "1"}], "marks": []},
}


def picture():
    """A file as a telephone gives it."""
    held = io.BytesIO()
    Image.new("RGB", (640, 400), (70, 130, 160)).save(held, "JPEG")
    return {"name": "IMG_2041.jpg", "mimeType": "image/jpeg", "buffer": held.getvalue()}


# The standard ---------------------------------------------------------------------------------------------------


def writes_a_standard(world, hand):
    """From the author's desk to the touchpoint, all texts, and one press that hands both languages in."""
    page = hand.page
    hand.go(page.locator("main a[href^='/cms/texts/new/standard/']").first)
    world.see(page, "where it belongs")
    hand.go(page.locator(".hv-texts-choice a").first)
    for name, texts in STANDARD.items():
        for language in BOTH:
            hand.types(f"{language}-{name}", texts[language])
    _puts_a_picture(world, hand, "fa", is_new=True)
    _puts_a_picture(world, hand, "en")
    world.see(page, "both languages")
    _sees_what_staff_will(page)
    hand.go(page.locator("button[name=submit]"))
    expect(page).to_have_url(re.compile("/author/$"))


def _puts_a_picture(world, hand, language, *, is_new=False):
    """A stroke and the name of the part; what the picture shows is asked in each language."""
    page = hand.page
    cell = page.locator(f".hv-texts-cell:has([name={language}-body])")
    hand.press(cell.locator("[contenteditable=true]"))
    hand.strikes("/")
    hand.press(page.locator("[role=option]:has([href='#icon-image'])"))
    dialog = page.locator(".modal-body")
    if is_new:
        hand.press(dialog.locator("[role=tab][href='#tab-upload']"))
        hand.gives(dialog.locator("input[type=file]"), picture())
        hand.types("image-chooser-upload-description", SHOWS[language])
        hand.press(dialog.locator("#tab-upload button[type=submit]"))
    else:
        hand.press(dialog.locator("a[data-chooser-modal-choice]").first)
    said = dialog.locator("[name=image-chooser-insertion-alt_text]")
    expect(said).to_have_value(SHOWS["fa"])
    said.fill(SHOWS[language])
    hand.press(dialog.locator("form[action*='select_format'] [type=submit]"))
    expect(cell.locator("img")).to_be_visible()


def _sees_what_staff_will(page):
    """Not counted: looking is free."""
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator("[data-preview-switch]").click()
    for language in BOTH:
        page.locator(f"[data-preview={language}]").click()
        seen = page.frame_locator("[data-preview-frame]")
        expect(seen.get_by_text(STANDARD["behaviour"][language]).first).to_be_visible()
        expect(seen.get_by_alt_text(SHOWS[language])).to_be_visible()
    page.locator("[data-preview-switch]").click()


def another_approves(world, *titles):
    """From his day; one press for both languages of each text."""
    page = world.person("armin", DESK)
    expect(page.locator("main a[href^='/folder/approvals/']").first).to_be_visible()
    for title in titles:
        page.goto("/folder/approvals/")
        page.get_by_role("link", name=title).first.click()
        world.see(page, "approval of both")
        with page.expect_navigation():
            page.get_by_role("button", name=world.say("Approve"), exact=True).click()
    page.context.close()


# The edition ----------------------------------------------------------------------------------------------------


def freezes(world, page, *, open_one, named=""):
    """The edition that is in review, or a new one; in force from today. Returns what the last page before it says."""
    page.goto("/author/")
    if open_one:
        page.locator("main .hv-row a[href^='/folder/editions/'].btn-soft").click()
        page.get_by_role("link", name=world.say("Review it word by word")).click()
        page.locator("[name=note]").fill(COURSE[world.language])
        page.get_by_role("button", name=world.say("Send it back")).click()
        page.get_by_role("link", name=world.say("Change the draft")).click()
    else:
        page.locator("main a[href$='/folder/editions/new/']").click()
    for language, title in (("fa", "آب و مهمان"), ("en", "Water and guests")):
        page.locator(f"[name=title_{language}]").fill(f"{title} {named}".strip())
    page.locator("[name=effective_on]").fill(f"{dt.datetime.now(ZoneInfo('Asia/Tehran')):%Y-%m-%d}")
    page.get_by_role("button", name=world.say("Save the draft")).click()
    page.get_by_role("button", name=world.say("Send for review")).click()
    page.get_by_role("link", name=world.say("See what it changes")).click()
    expect(page.locator("button[name=freeze]")).to_be_visible()
    said = page.locator("main").inner_text()
    page.locator("button[name=freeze]").click()
    passes_the_password(world, page)
    expect(page.get_by_text(re.compile("[0-9a-f]{64}")).first).to_be_visible()
    return said


def sees_the_picture(world):
    """Somebody of the staff, on the folder that is in force. Returns the standard's code."""
    page = world.person("narges", PHONE)
    page.goto("/folder/")
    page.get_by_role("link", name=STANDARD["behaviour"][world.language]).first.click()
    shown = page.get_by_alt_text(SHOWS[world.language])
    expect(shown).to_be_visible()
    assert shown.evaluate("async picture => { await picture.decode(); return picture.naturalWidth }") > 0
    world.see(page, "picture in the folder")
    code = page.locator("main .hv-fold-meta .hv-code").first.inner_text().strip()
    page.context.close()
    return code


# The course -----------------------------------------------------------------------------------------------------


def begins_a_course(world, hand, code):
    """A red cell of the coverage leads to the form that knows the standard already, and back."""
    page = hand.page
    page.goto(f"/folder/coverage/?q={code}")
    row = page.locator("tbody tr", has_text=code)
    world.see(page, "coverage with gaps")
    hand.go(row.locator("td.red a[href^='/training/desk/new/']"))
    expect(page.locator("main")).to_contain_text(code)
    for language in BOTH:
        hand.types(f"title_{language}", COURSE[language])
    world.see(page, "new course")
    hand.go(page.get_by_role("button", name=world.say("Begin the course")))
    expect(page).to_have_url(re.compile(rf"/folder/coverage/\?q={code}$"))


def opens_the_workbench(world, hand):
    page = hand.page
    page.goto("/author/")
    hand.go(page.locator("main a[href$='/training/desk/']"))
    hand.go(page.get_by_role("link", name=COURSE[world.language]).first)
    world.see(page, "workbench")


def writes_six_questions(world, hand):
    """One of each kind, from the buttons of the workbench."""
    for kind in KINDS:
        _writes_a_question(world, hand, kind)
    world.see(hand.page, "six questions")
    expect(hand.page.locator(".hv-qrow")).to_have_count(len(KINDS))


def _writes_a_question(world, hand, kind):
    page = hand.page
    hand.go(page.locator(f"main a.btn[href*='/questions/new/{kind}/']"))
    hand.types("text_fa", f"{ASKED['fa']} ({kind})")
    hand.types("text_en", f"{ASKED['en']} ({kind})")
    for number, fields in enumerate(KINDS[kind]["lines"]):
        for name, text in fields.items():
            hand.types(f"options-{number}-{name}", text)
    for mark in KINDS[kind]["marks"]:
        hand.tick(page.locator(mark))
    if kind == "matching":
        world.see(page, "question")
    hand.go(page.locator("button[name=save][value=done]"))


def is_taught(world, hand, code):
    """Published, approved by another, and no longer red."""
    page = hand.page
    hand.go(page.get_by_role("button", name=world.say("Publish"), exact=True))
    another_approves(world, *[COURSE[world.language]] * 2)
    page.goto(f"/folder/coverage/?q={code}")
    row = page.locator("tbody tr", has_text=code)
    expect(row).to_be_visible()
    expect(row.locator("a[href^='/training/']")).to_have_count(0)


# Its end --------------------------------------------------------------------------------------------------------


def deletes_it(world, page, code):
    """Found among both languages; deleting one text takes the other along."""
    page.goto("/folder/languages/")
    page.get_by_role("link", name=STANDARD["behaviour"][world.language]).first.click()
    page.get_by_role("link", name=world.say("History and more")).first.click()
    page.locator("header [data-w-dropdown-target='toggle']").first.click()
    with page.expect_navigation():
        page.locator("a[href$='/delete/'], a[href*='/delete/?']").locator("visible=true").first.click()
    other = next(language for language in BOTH if language != world.language)
    expect(page.get_by_text(STANDARD["behaviour"][other]).first).to_be_visible()
    world.see(page, "before it is deleted")
    with page.expect_navigation():
        page.locator("form[action*='/delete/'] [type=submit]").click()


def is_gone(world):
    page = world.person("narges", PHONE)
    for language in (world.language, *BOTH):
        world.speaks(page, language)
        page.goto("/folder/")
        expect(page.locator("main a[href^='/folder/standard/']").first).to_be_visible()
        expect(page.get_by_text(STANDARD["behaviour"][language])).to_have_count(0)
