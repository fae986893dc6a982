"""Every gap, warning and wish opens what would mend it, filled with what it was about, and leads back."""

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluations.actions import publish_scorecard
from evaluations.models import Criterion, Scorecard
from kit.http.back import leading, way_back
from playbook.editions.readiness import checks_of
from playbook.editions.snapshot import take_snapshot
from playbook.models import EvidenceLink, StandardPage
from playbook.translations.findings import Lack, text_findings
from tests.factories.evaluations import drafted_scorecard
from tests.factories.playbook import (
    EditionFactory,
    frozen_by,
    live_standard,
    live_touchpoint,
    republish,
)
from tests.worlds import built_once

pytestmark = pytest.mark.django_db


@built_once
def folder(people):
    """Three standards in force: one whole, one not translated, one with other numbers; a touchpoint in one language."""
    place = live_touchpoint("before", "تلفن", "Telephone", "phone")
    live_standard(place, "تا زنگ سوم جواب می‌دهد.", "Answers by the fourth ring.")
    live_standard(place, "سلام می‌کند.", "")
    live_standard(place, "خداحافظی می‌کند.", "Says goodbye.", is_critical=True, roles=[people.barista])
    return place


@built_once
def in_force(folder, mina):
    return frozen_by(mina.user, effective_on=timezone.localdate())


@pytest.fixture
def author(mina, client_for):
    return client_for(mina)


def links_of(html, pattern):
    return [unescape(url) for url in re.findall(rf'href="({pattern}[^"]*)"', html)]


def test_red_cells_lead_to_a_form_that_knows_the_standard(in_force, author):
    page = author.get(reverse("playbook:coverage")).text
    cells = re.findall(r'<td\s+class="red"\s*>.*?</td>', page, re.DOTALL)
    red = {unescape(url) for cell in cells for url in links_of(cell, "/")}
    assert len(red) >= 9
    for url in red:
        assert "back=" in url
        answer = author.get(url, follow=True)
        assert answer.status_code == 200, url
        code = next(code for code in ("BEF-01", "BEF-02", "BEF-03") if code in url or code in answer.text)
        assert code in answer.text, url


def test_words_are_linked_as_they_are_kept_and_lead_back(in_force, author):
    url = leading(reverse("playbook:words_new"), standard="BEF-03", back="/folder/coverage/?gap=opinion")
    assert "خداحافظی می‌کند." in author.get(url).text
    sent = {"quote": "هیچ‌کس خداحافظی نکرد.", "consent": "unknown", "standard": "BEF-03", "stance": "contradicts"}
    answer = author.post(url, {**sent, "back": "/folder/coverage/?gap=opinion"})
    assert answer.url == "/folder/coverage/?gap=opinion"
    assert EvidenceLink.objects.get().code == "BEF-03" and EvidenceLink.objects.get().stance == "contradicts"


def test_words_for_a_standard_that_is_not_there_are_kept_alone(in_force, author):
    author.post(reverse("playbook:words_new"), {"quote": "خوب بود.", "consent": "unknown", "standard": "QQQ-99"})
    assert not EvidenceLink.objects.exists()


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "playbook:words"])
def test_nobody_is_led_off_the_site(back, in_force, author):
    url = leading(reverse("playbook:words_new"), back=back)
    answer = author.post(url, {"quote": "خوب بود.", "consent": "unknown", "back": back})
    assert answer.url.startswith("/folder/words/")
    assert back not in author.get(url).text


def test_a_way_back_is_a_path_of_this_site(rf):
    assert way_back(rf.get("/", {"back": "/folder/?a=1"})) == "/folder/?a=1"
    assert way_back(rf.get("/", {"back": "//x"}), "/otherwise/") == "/otherwise/"
    assert leading("/a/?b=1", back="/c/", standard="") == "/a/?b=1&back=%2Fc%2F"
    assert leading("/a/", back="/" + "x" * 600) == "/a/"


def test_a_standard_gets_its_criterion_in_the_next_version_of_a_scorecard(in_force, author, people):
    card = drafted_scorecard(in_force, role=people.barista)
    Criterion.objects.filter(section__scorecard=card, standard__code="BEF-03").delete()
    card = publish_scorecard(scorecard=card, by=people.mina.user, at=timezone.now())
    url = leading(reverse("evaluations:criterion_for", args=["BEF-03"]), back="/folder/coverage/")
    assert "خداحافظی می‌کند." in author.get(url).text
    answer = author.post(url, {"card": card.key, "back": "/folder/coverage/"})
    draft = Scorecard.objects.get(code=card.code, state="draft")
    assert answer.url == leading(reverse("evaluations:scorecard_edit", args=[draft.key]), back="/folder/coverage/")
    added = Criterion.objects.get(section__scorecard=draft, standard__code="BEF-03")
    assert added.critical == "section" and added.text_fa == "خداحافظی می‌کند."
    form = author.get(answer.url)
    assert 'name="back" value="/folder/coverage/"' in form.text
    # A second time, and by two at once: it stands there already, and is not offered.
    author.post(url, {"card": draft.key})
    assert Criterion.objects.filter(section__scorecard=draft, standard__code="BEF-03").count() == 1


def test_a_scorecard_names_critical_standards_that_it_lacks(in_force, author, people):
    card = drafted_scorecard(in_force, role=people.barista)
    assert reverse("evaluations:criterion_for", args=["BEF-03"]) not in author.get(card.get_absolute_url()).text
    Criterion.objects.filter(section__scorecard=card, standard__code__in=["BEF-02", "BEF-03"]).delete()
    page = author.get(card.get_absolute_url()).text
    assert reverse("evaluations:criterion_for", args=["BEF-03"]) in page
    assert reverse("evaluations:criterion_for", args=["BEF-02"]) not in page


def test_every_check_of_an_edition_leads_to_what_mends_it(folder, author, mina):
    edition = EditionFactory(drafted_by=mina.user, effective_on=timezone.localdate())
    checks = checks_of(edition, take_snapshot(edition), None, back=edition.get_absolute_url())
    lines = [url for check in checks for _words, url in check.get("lines", ())]
    lines += [check["url"] for check in checks if check.get("url")]
    assert len(lines) >= 3
    for url in lines:
        assert "back=" in url or "next=" in url, url
        assert author.get(url, follow=True).status_code == 200, url
    page = author.get(edition.get_absolute_url()).text
    assert all(url in unescape(page) for url in lines)


def test_the_authors_desk_leads_on(in_force, author, folder):
    page = republish(StandardPage.objects.get(behaviour="سلام می‌کند."), why="نو")
    page.why = "پیش‌نویس"
    page.save_revision()
    desk = author.get(reverse("home:author_desk"))
    urls = links_of(desk.text, "/cms/texts/") + links_of(desk.text, "/evaluations/scorecards/for/")
    urls += [url for url in links_of(desk.text, "/cms/pages/") if "next=" in url]
    assert len(urls) >= 5
    for url in urls:
        assert author.get(url, follow=True).status_code == 200, url


def test_findings_name_every_kind_of_thing(folder):
    republish(folder[1], title="تلفن")
    found = {(each.lack, each.name) for each in text_findings()}
    assert (Lack.MISSING, "تلفن") in found, "a touchpoint with its Persian title as its English name"
    assert (Lack.MISSING, "BEF-02") in found
    assert (Lack.NUMBERS, "BEF-01") in found


def test_the_page_of_both_languages_shows_every_kind(folder, author):
    republish(folder[1], title="تلفن")
    page = author.get(reverse("playbook:languages")).text
    assert reverse("playbook_texts:page", args=[folder[0].translation_key]) in page
    assert "BEF-02" in page


def test_the_report_in_the_cms_leads_on_and_back(in_force, author):
    report = reverse("playbook_cms:standards")
    page = author.get(report).text
    urls = links_of(page, "/cms/texts/") + links_of(page, "/folder/words/new/")
    urls += links_of(page, "/evaluations/scorecards/for/")
    assert len(urls) >= 5
    for url in urls:
        assert f"back={report.replace('/', '%2F')}" in url
        assert author.get(url, follow=True).status_code == 200, url


def test_the_report_in_the_cms_leads_nobody_to_a_refusal(in_force, people, client_for):
    """An administrator reads what is missing, and writes neither courses nor scorecards."""
    page = client_for(people.armin.user).get(reverse("playbook_cms:standards")).text
    assert "/cms/texts/" in page
    assert links_of(page, "/evaluations/scorecards/for/") + links_of(page, "/training/desk/") == []
