"""A canary in every confidential field; everybody walks every page they can reach, and asks for every file."""

import re
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.urls import reverse

from tests.access import PASSWORD, SIGN_IN
from tests.access_table import make_world, rows
from tests.doors import knock, sign_everybody_in
from tests.personas import EVERYBODY
from tests.safety import canaries
from tests.safety.crawling import MOST, crawl, fingerprint
from tests.safety.forms_shown import forms_of
from tests.safety.test_password_again import URLS

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
EXTERNAL = re.compile(r"""(?:href|src|action|srcset|poster|data)\s*=\s*["']\s*((?:https?:)?//[^"']+)""", re.I)
# Addresses that are said or led to, never loaded: the shape of an address in SVG, and our own.
OURS = ("http://testserver", "http://localhost", "http://www.w3.org/")
INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=[\"']application/(?:ld\+)?json)[^>]*>\s*\S", re.I)
# A form sent as it stands is done, led on (also to signing in, or to the password again), or handed back.
TAKEN = (200, 201, 204, 302, 303, 409, 422, SIGN_IN, PASSWORD)
HANDLERS = re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.I)


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        world = make_world()
        canaries.plant(world)
        cookies = sign_everybody_in(world)
        starts = [*_starts(world)]
        before = fingerprint()
        visits = {who: crawl(who, cookies[who], starts) for who in EVERYBODY}
        yield SimpleNamespace(world=world, cookies=cookies, visits=visits, before=before, after=fingerprint())
        transaction.set_rollback(True)


def _starts(world):
    for row in rows():
        url = row.address(world)
        yield url
        if row.name in (*URLS.values(), "rewards:rows", "rewards:plans", "rewards:runs", "training:requirements"):
            yield f"{url}?_export=csv"
            yield f"{url}?_export=xlsx"
    yield world.playbook.page.get_url()
    yield reverse("people:import_preview", args=[world.preview])
    for row in ("draft", "submitted", "about_hoda"):
        evaluation = getattr(world.evaluations, row)
        yield reverse("evaluations:evaluation", args=[evaluation.key])
    for words in ("CANARY", "نرگس", "گزینه"):
        yield f"{reverse('home:search')}?q={words}"


@pytest.mark.parametrize("canary", sorted(canaries.ALLOWED))
def test_a_canary_is_met_by_those_who_may_and_by_nobody_else(canary, scene):
    met = {who: visit.text_with(canary) for who, visit in scene.visits.items()}
    met = {who: urls[:4] for who, urls in met.items() if urls}
    assert set(met) == canaries.ALLOWED[canary], met


def test_feedback_is_shown_after_the_quiz_alone(scene):
    urls = scene.visits["narges"].text_with("CANARY-feedback")
    assert urls and all(url.endswith("/result/") for url in urls)


def test_the_walk_came_to_its_end(scene):
    assert {who: len(visit.pages) for who, visit in scene.visits.items() if len(visit.pages) >= MOST} == {}


@pytest.mark.parametrize("who", EVERYBODY)
def test_reading_changes_no_table(who, scene):
    assert scene.visits[who].changed == []


@pytest.mark.parametrize("who", EVERYBODY)
def test_no_link_leads_before_a_shut_door(who, scene):
    """What somebody is shown a link to, they may open, and it is there. (Addresses of forms take no visit.)"""
    visit = scene.visits[who]
    shut = [page for page in visit.pages if page.url in visit.shown_on and page.status in (403, 404, 410)]
    assert [(page.status, page.url, visit.shown_on[page.url]) for page in shut] == []


@pytest.mark.parametrize("who", EVERYBODY)
def test_no_form_is_drawn_for_whoever_may_not_send_it(who, scene):
    """Every form and every button that sends, of every page that somebody reaches, is theirs to send."""
    shown = {}
    for page in scene.visits[who].pages:
        for form in forms_of(page) if page.is_html and page.status == 200 else ():
            shown.setdefault(form.url, (page.url, form.data))
    # What is confirmed is no longer kept: its other forms are sent before.
    inward = sorted(shown, key=lambda url: url.endswith("/confirm/"))
    outcomes = {url: knock(url, cookies=scene.cookies[who], method="post", data=shown[url][1])[0] for url in inward}
    refused = [f"{outcome} {url} on {shown[url][0]}" for url, outcome in outcomes.items() if outcome not in TAKEN]
    assert not refused, "\n" + "\n".join(refused)
    assert outcomes


@pytest.mark.parametrize("who", EVERYBODY)
def test_no_page_falls(who, scene):
    assert [(page.status, page.url) for page in scene.visits[who].pages if page.status >= 500] == []


@pytest.mark.parametrize("who", [who for who in EVERYBODY if who not in ("visitor", "behnam")])
def test_signed_in_answers_are_kept_by_nobody(who, scene):
    kept = {
        (page.url.split("?")[0], page.headers.get("Cache-Control", ""))
        for page in scene.visits[who].pages
        if page.status == 200 and "no-store" not in page.headers.get("Cache-Control", "")
    }
    assert kept == set()


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_page_has_the_policy_and_keeps_it(who, scene):
    wrong = []
    for page in scene.visits[who].pages:
        policy = _directives(page.headers.get("Content-Security-Policy", ""))
        is_shut = policy.get("default-src") == "'none'" and "sandbox" in policy  # a file, which is no page
        if (
            page.status not in (301, 302)
            and not is_shut
            and (policy.get("script-src") != "'self'" or policy.get("frame-ancestors") != "'none'")
        ):
            wrong.append((page.url, "policy", policy))
        if page.headers.get("X-Frame-Options") != "DENY":
            wrong.append((page.url, "frames"))
        if page.is_html:
            wrong += [(page.url, found[0]) for found in [EXTERNAL.findall(page.text)] if _foreign(found)]
            wrong += [(page.url, pattern.pattern[:9]) for pattern in (INLINE, HANDLERS) if pattern.search(page.text)]
    assert wrong == []


def _directives(policy):
    """name -> sources; a policy names its directives in any order."""
    return dict(part.strip().partition(" ")[::2] for part in policy.split(";"))


def _foreign(found):
    return [url for url in found if not url.startswith(OURS)]


def test_the_visitor_and_who_has_left_meet_nothing_but_public_pages(scene):
    for who in ("visitor", "behnam"):
        inside = {
            page.url.split("?")[0]
            for page in scene.visits[who].pages
            if page.status == 200
            and not page.url.startswith(("/account/", "/verify/", "/folder/public/"))
            and not page.url.endswith("/havadar.ics")  # a secret address, which nobody is shown but its owner
        }
        assert inside == set()
