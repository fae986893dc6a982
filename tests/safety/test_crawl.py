"""A canary in every confidential field; everybody walks every page they can reach, and asks for every file."""

import os
import re

import pytest
from django.db import transaction
from django.urls import reverse

from tests.access import PASSWORD, SIGN_IN
from tests.access_table import make_world, rows
from tests.doors import knock, sign_everybody_in
from tests.personas import EVERYBODY
from tests.safety import canaries
from tests.safety.crawling import MOST, crawl
from tests.safety.forms_shown import forms_of
from tests.safety.test_password_again import URLS
from tests.safety.walks import Walks, common_folder

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
EXTERNAL = re.compile(r"""(?:href|src|action|srcset|poster|data)\s*=\s*["']\s*((?:https?:)?//[^"']+)""", re.I)
# Addresses that are said or led to, never loaded: the shape of an address in SVG, and our own.
OURS = ("http://testserver", "http://localhost", "http://www.w3.org/")
INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=[\"']application/(?:ld\+)?json)[^>]*>\s*\S", re.I)
# A form sent as it stands is done, led on (also to signing in, or to the password again), or handed back.
TAKEN = (200, 201, 204, 302, 303, 409, 422, SIGN_IN, PASSWORD)
# What a page of ours shows within itself: a course as a learner sees it on a phone.
PREVIEW, OWN = re.compile(r"^/training/desk/[^/]+/preview/\w+/\d+/"), "'self'"
HANDLERS = re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.I)
STYLED = re.compile(r"<style\b|<[a-z][^>]*\sstyle\s*=", re.I)


@pytest.fixture(scope="module")
def visits(django_db_setup, django_db_blocker, tmp_path_factory):
    folder = common_folder(tmp_path_factory, os.environ.get("PYTEST_XDIST_WORKER"))
    with django_db_blocker.unblock(), transaction.atomic():
        world = make_world()
        canaries.plant(world)
        cookies = sign_everybody_in(world)
        starts = [*_starts(world)]

        def walk(who):
            visit = crawl(who, cookies[who], starts)
            visit.sent = _sent(visit, cookies[who])
            return visit

        yield Walks(folder, walk)
        transaction.set_rollback(True)


def _sent(visit, cookies):
    """{address: (outcome, the page that showed it)} of every form and button that sends, pressed as it stands."""
    shown = {}
    for page in visit.pages:
        for form in forms_of(page) if page.is_html and page.status == 200 else ():
            shown.setdefault(form.url, (page.url, form.data))
    # What is confirmed is no longer kept: its other forms are sent before.
    inward = sorted(shown, key=lambda url: url.endswith("/confirm/"))
    return {url: (knock(url, cookies=cookies, method="post", data=shown[url][1])[0], shown[url][0]) for url in inward}


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
def test_a_canary_is_met_by_those_who_may_and_by_nobody_else(canary, visits):
    met = {who: visit.text_with(canary) for who, visit in visits.of(EVERYBODY).items()}
    met = {who: urls[:4] for who, urls in met.items() if urls}
    assert set(met) == canaries.ALLOWED[canary], met


def test_feedback_is_shown_after_the_quiz_alone(visits):
    urls = visits["narges"].text_with("CANARY-feedback")
    assert urls and all(url.endswith("/result/") for url in urls)


def test_the_walk_came_to_its_end(visits):
    assert {who: len(visit.pages) for who, visit in visits.of(EVERYBODY).items() if len(visit.pages) >= MOST} == {}


@pytest.mark.parametrize("who", EVERYBODY)
def test_reading_changes_no_table(who, visits):
    assert visits[who].changed == []


@pytest.mark.parametrize("who", EVERYBODY)
def test_no_link_leads_before_a_shut_door(who, visits):
    """What somebody is shown a link to, they may open, and it is there. (Addresses of forms take no visit.)"""
    visit = visits[who]
    shut = [page for page in visit.pages if page.url in visit.shown_on and page.status in (403, 404, 410)]
    assert [(page.status, page.url, visit.shown_on[page.url]) for page in shut] == []


@pytest.mark.parametrize("who", EVERYBODY)
def test_no_form_is_drawn_for_whoever_may_not_send_it(who, visits):
    """Every form and every button that sends, of every page that somebody reaches, is theirs to send."""
    sent = visits[who].sent
    refused = [f"{outcome} {url} on {page}" for url, (outcome, page) in sent.items() if outcome not in TAKEN]
    assert not refused, "\n" + "\n".join(refused)
    assert sent


@pytest.mark.parametrize("who", EVERYBODY)
def test_no_page_falls(who, visits):
    assert [(page.status, page.url) for page in visits[who].pages if page.status >= 500] == []


@pytest.mark.parametrize("who", [who for who in EVERYBODY if who not in ("visitor", "behnam")])
def test_signed_in_answers_are_kept_by_nobody(who, visits):
    kept = {
        (page.url.split("?")[0], page.headers.get("Cache-Control", ""))
        for page in visits[who].pages
        if page.status == 200 and "no-store" not in page.headers.get("Cache-Control", "")
    }
    assert kept == set()


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_page_has_the_policy_and_keeps_it(who, visits):
    wrong = []
    for page in visits[who].pages:
        framed = page.status == 200 and PREVIEW.search(page.url)
        policy = _directives(page.headers.get("Content-Security-Policy", ""))
        is_shut = policy.get("default-src") == "'none'" and "sandbox" in policy  # a file, which is no page
        if (
            page.status not in (301, 302)
            and not is_shut
            and (
                {policy.get("script-src"), policy.get("style-src")} != {"'self'"}
                or policy.get("frame-ancestors") != (OWN if framed else "'none'")
            )
        ):
            wrong.append((page.url, "policy", policy))
        if page.headers.get("X-Frame-Options") != ("SAMEORIGIN" if framed else "DENY"):
            wrong.append((page.url, "frames"))
        if page.is_html:
            wrong += [(page.url, found[0]) for found in [EXTERNAL.findall(page.text)] if _foreign(found)]
            wrong += [
                (page.url, pattern.pattern[:9]) for pattern in (INLINE, HANDLERS, STYLED) if pattern.search(page.text)
            ]
    assert wrong == []


def _directives(policy):
    """name -> sources; a policy names its directives in any order."""
    return dict(part.strip().partition(" ")[::2] for part in policy.split(";"))


def _foreign(found):
    return [url for url in found if not url.startswith(OURS)]


def test_the_visitor_and_who_has_left_meet_nothing_but_public_pages(visits):
    for who in ("visitor", "behnam"):
        inside = {
            page.url.split("?")[0]
            for page in visits[who].pages
            if page.status == 200
            and not page.url.startswith(("/account/", "/verify/", "/folder/public/"))
            and not page.url.endswith("/havadar.ics")  # a secret address, which nobody is shown but its owner
        }
        assert inside == set()
