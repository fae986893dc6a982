"""Parisa joins, learns on a phone with a connection that breaks, passes, and renews after a change of the folder."""

import re

from playwright.sync_api import expect

from home.demo.company import PASSWORD, read
from kit.text.folding import fold
from tests.journeys import documents, reading
from tests.journeys.rewarding import passes_the_password
from tests.journeys.world import PHONE

NEWCOMER = {"given_name_fa": "پریسا", "family_name_fa": "نوری", "given_name_en": "Parisa", "family_name_en": "Noori"}
SIGN_IN = "va-0199"
COURSE = read("courses")["course"][2]
CHANGED = "CMP-01"
# What the author would do at her desk (the loop's journey walks those screens): a standard says something else, the
# edition that stood in review holds it too, is frozen and in force, and what asks about the standard follows.
EDITION = f"""
from django.utils import timezone
from playbook.actions import edit_edition, freeze_edition, return_edition_to_draft, submit_edition_for_review
from playbook.links.citations import effects_of
from people.models import User
from playbook.models import Edition, StandardPage
mina, now, today = User.objects.get(username="mina"), timezone.now(), timezone.localdate()
for page in StandardPage.objects.filter(code="{CHANGED}"):
    page.behaviour += " " + dict(fa="BEHAVIOUR_FA", en="BEHAVIOUR_EN")[page.locale.language_code]
    page.save_revision(user=mina).publish()
texts = dict(title_fa="اول عذرخواهی", title_en="Sorry first", commitment_fa="همین.", commitment_en="Just that.")
edition = return_edition_to_draft(edition=Edition.objects.open().get(), by=mina, at=now)
edition = edit_edition(edition=edition, effective_on=today, by=mina, at=now, **texts)
submit_edition_for_review(edition=edition, by=mina, at=now)
edition = freeze_edition(edition=edition, by=mina, at=now, classes=dict([("{CHANGED}", "major")]))
for effect in effects_of(edition):
    if effect.can_move and any(row.code == "{CHANGED}" for row in effect.citing.cited):
        effect.source.move(key=effect.citing.key, edition=edition, by=mina, at=now)
"""
NEW_WORDS = {"fa": "عذر را با نام مشتری می‌گوید.", "en": "Says sorry by the guest's name."}


def is_hired(world):
    """Hoda takes her on and hands over the link; Parisa chooses her password and finds her courses there."""
    hoda = world.person("hoda")
    hoda.goto("/people/add/")
    for name, value in {**NEWCOMER, "code": SIGN_IN.upper()}.items():
        hoda.locator(f"[name={name}]").fill(value)
    for name in ("team", "job_role"):
        hoda.locator(f"select[name={name}]").select_option(index=1)
    with hoda.expect_navigation():
        hoda.get_by_role("button", name=world.say("Save")).click()
    with hoda.expect_navigation():
        hoda.get_by_role("link", name=world.say("Open a sign-in")).click()
    with hoda.expect_navigation():
        hoda.get_by_role("button", name=world.say("Open the sign-in")).click()
    passes_the_password(world, hoda)
    link = hoda.locator("#link").inner_text()
    hoda.context.close()
    return _chooses_a_password(world, link)


def _chooses_a_password(world, link):
    door = world.visitor(PHONE)
    door.goto(link)
    for number in (1, 2):
        door.locator(f"input[name=password{number}]").fill(PASSWORD)
    with door.expect_navigation():
        door.get_by_role("button", name=world.say("Set the password")).click()
    door.context.close()
    page = world.person(SIGN_IN, PHONE)
    _until_assigned(page)
    world.see(page, "assigned", sizes=[PHONE])
    return page


def _until_assigned(page):
    """The worker gives newcomers their courses every few seconds."""
    for _look in range(40):
        page.goto("/training/")
        if page.locator("article .hv-meter").count():
            return
        page.wait_for_timeout(250)
    raise AssertionError("no course was assigned")


def reads_the_lessons(world, page):
    """In the middle of the first one the connection is lost and the browser closed; she goes on where she left."""
    _opens_the_course(world, page)
    last = len(COURSE["lesson"][0]["standards"]) + 1  # the text, its standards, the task
    with page.expect_response(lambda answer: f"position={last}" in (answer.request.post_data or "")) as kept:
        with page.expect_navigation():
            page.get_by_role("link", name=world.say("Begin the first lesson")).click()
        page.locator(f"#b{last}").evaluate("block => block.scrollIntoView({block: 'center'})")
    assert kept.value.status == 204
    with world.offline(page), page.expect_event("requestfailed"):
        page.locator("form[action$='/finish/'] button").click()
    page = world.again(page, PHONE)
    _opens_the_course(world, page)
    with page.expect_navigation():
        page.get_by_role("link", name=world.say("Continue where I left"), exact=True).click()
    assert page.url.endswith(f"#b{last}")
    world.see(page, "lesson", sizes=[PHONE])
    while (button := page.locator("form[action$='/finish/'] button")).count():
        with page.expect_navigation():
            button.click()
    return page


def _opens_the_course(world, page):
    page.goto("/training/")
    with page.expect_navigation():
        page.get_by_role("link", name=COURSE[f"title_{world.language}"]).first.click()


def sits_the_quiz(world, page):
    """What is chosen without a connection is sent as soon as there is one, without another press."""
    with page.expect_navigation():
        page.get_by_role("button", name=world.say("Begin the quiz")).click()
    _answers(world, page)
    with page.expect_navigation():
        page.get_by_role("button", name=world.say("Next question")).click()
    with world.offline(page):
        reading.answers_a_question(world, page)
        expect(page.get_by_role("alert")).to_be_visible()
        expect(page.locator("#saved")).not_to_contain_text(world.say("Kept"))
    expect(page.locator("#saved")).to_contain_text(world.say("Kept"))
    expect(page.get_by_role("alert")).to_have_count(0)
    page.reload()
    expect(page.get_by_role("radio", checked=True)).to_have_count(1)
    hands_in(world, page)


def _answers(world, page):
    reading.answers_a_question(world, page)
    expect(page.locator("#saved")).to_contain_text(world.say("Kept"))


def hands_in(world, page):
    while (button := page.get_by_role("button", name=world.say("Next question"))).count():
        if not page.get_by_role("radio", checked=True).count():
            _answers(world, page)
        with page.expect_navigation():
            button.click()
    _answers(world, page)
    with page.expect_navigation():
        page.get_by_role("button", name=world.say("To the end")).click()
    expect(page.get_by_role("heading", name=world.say("All questions are answered"))).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("button", name=world.say("Hand in")).click()
    expect(page.get_by_role("heading", name=world.say("Passed. Well done!"))).to_be_visible()


def has_a_certificate(world, page):
    """It bears her name. Returns its code."""
    _opens_the_course(world, page)
    address = page.locator(f"a[href*='/certificate/'][href$='/{world.language}/']").get_attribute("href")
    text = documents.text_of(documents.made(world, world.also(page, PHONE), address))
    for name in ("given_name", "family_name"):
        assert fold(NEWCOMER[f"{name}_{world.language}"]) in fold(text), text[:400]
    (code,) = set(re.findall(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\b", text))
    return code


def is_verified(world, code):
    """By anybody who has the paper in hand, without signing in."""
    stranger = world.visitor(PHONE)
    stranger.goto(f"/verify/?code={code}")
    expect(stranger.get_by_role("heading", name=world.say("This document is genuine"))).to_be_visible()
    world.see(stranger, "certificate verified", sizes=[PHONE])


def the_folder_changes(world):
    code = EDITION.replace("BEHAVIOUR_FA", NEW_WORDS["fa"]).replace("BEHAVIOUR_EN", NEW_WORDS["en"])
    done, said = world.server.manage("shell", "-v0", "-c", code)
    assert done == 0, said


def renews(world, page):
    """Her pass is outdated; only what changed is read and asked."""
    page.goto("/training/")
    card = page.locator("article").filter(has_text=COURSE[f"title_{world.language}"])
    expect(card).to_contain_text(world.say("The standards changed since"))
    world.see(page, "outdated", sizes=[PHONE])
    with page.expect_navigation():
        card.get_by_role("link", name=world.say("See what changed")).click()
    expect(page.get_by_text(NEW_WORDS[world.language]).first).to_be_visible()
    expect(page.locator("main article")).to_have_count(1)
    world.see(page, "what changed", sizes=[PHONE])
    with page.expect_navigation():
        name = world.saying("Answer %(n)s question about it", "Answer %(n)s questions about it")
        page.get_by_role("button", name=name).click()
    hands_in(world, page)
    page.goto("/training/")
    expect(card).to_have_count(0)
    world.see(page, "renewed", sizes=[PHONE])
