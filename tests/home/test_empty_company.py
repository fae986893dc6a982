"""A company with nothing in it: every page says what is missing and who makes it, none claims that all is done."""

import re
from urllib.parse import urldefrag

import pytest
from django.urls import reverse

from tests.factories.people import OrganisationFactory, StaffFactory, UserFactory, employed

FA_AND_EN = ["fa", "en"]
# What is true of nothing at all, and tells nobody anything.
CLAIMS = [
    "Nothing waits for you",
    "Nothing presses today",
    "All on time",
    "Everyone is on time",
    "Both languages are complete",
    "Everyone’s is in order",
    "As in the last edition",
    "reads in both languages",
    "Every standard that binds",
    "Everything is done; thank you",
    "signed everything",
    "In order",
    "Everything is up to date",
    "The live pages say",
    "An administrator makes the first one",
]
LEFT_OUT = ("/static", "/account", "/media", "/cms/pages/", "/cms/images/", "/people/import/template")


def somebody(groups, language="en"):
    if groups == ["everything"]:
        groups = ["hr", "author", "administrator"]
        return StaffFactory(user__groups=groups, user__language=language, user__digits=language).user
    return UserFactory(groups=groups, language=language, digits=language)


def links_in(page):
    for found in re.findall(r'href="(/[^"]*)"', page):
        url = urldefrag(found)[0].replace("&amp;", "&")
        if not url.startswith(LEFT_OUT) and "_export" not in url and "sort=" not in url and "/file/folder." not in url:
            yield url


def walked(client, start="/"):
    """{address: answer} of every page that links lead to, from the first page on."""
    found, waiting = {}, [start]
    while waiting:
        url = waiting.pop()
        if url in found:
            continue
        found[url] = client.get(url)
        if found[url].status_code == 200 and not url.startswith("/cms"):
            waiting += [link for link in links_in(found[url].content.decode()) if link not in found]
    return found


def words_of(answer):
    page = answer.content.decode()
    page = re.sub(r"<(script|style|svg)\b.*?</\1>", "", page, flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.mark.parametrize("groups", [["administrator"], ["hr"], ["author"], ["everything"]], ids=lambda g: g[0])
def test_every_link_opens_and_no_page_claims_that_all_is_done(db, client_for, groups):
    OrganisationFactory()
    pages = walked(client_for(somebody(groups)))
    assert len(pages) > 12
    assert {url: page.status_code for url, page in pages.items() if page.status_code != 200} == {}
    claimed = {url: [claim for claim in CLAIMS if claim in words_of(page)] for url, page in pages.items()}
    assert {url: claims for url, claims in claimed.items() if claims} == {}


STAFF_ADD, IMPORT = "people:staff_add", "people:import"
EDITIONS, CMS = "playbook:editions", "wagtailadmin_explore_root"
# Of each list and board: who reads it, and the button that makes something appear (or whose that is).
EMPTY = [
    ("hr", "people:staff_list", IMPORT),
    ("administrator", "people:staff_list", STAFF_ADD),
    ("hr", "people:structure", "people:branch_add"),
    ("hr", "people:team_add", "people:branch_add"),
    ("hr", "home:board", IMPORT),
    ("hr", "evaluations:cycles", "evaluations:cycle_new"),
    ("hr", "evaluations:cycle_new", "This is for an author (nobody yet)."),
    ("hr", "evaluations:scorecards", "evaluations:scorecard_new"),
    ("author", "evaluations:scorecard_new", EDITIONS),
    ("hr", "rewards:runs", "rewards:plans"),
    ("hr", "rewards:plans", "rewards:new_plan"),
    ("hr", "rewards:new_plan", "evaluations:cycle_new"),
    ("hr", "training:board", STAFF_ADD),
    ("author", "training:courses_board", CMS),
    ("hr", "training:courses_board", "No course is published yet"),
    ("hr", "training:assignments", "training:assign"),
    ("hr", "training:assign", "This is for an author (nobody yet)."),
    ("author", "training:assign", "training:course_new"),
    ("hr", "training:requirements", "training:require"),
    ("author", "training:require", "training:course_new"),
    ("author", "playbook:folder", EDITIONS),
    ("administrator", "playbook:folder", "This is for an author (nobody yet)."),
    ("author", "playbook:editions", "playbook:edition_new"),
    ("author", "playbook:effects", EDITIONS),
    ("hr", "playbook:effects", "This is for an author (nobody yet)."),
    ("author", "playbook:coverage", EDITIONS),
    ("hr", "playbook:signature_board", "This is for an author (nobody yet)."),
    ("author", "playbook:languages", "playbook_texts:new_standard"),
    ("author", "playbook:words", "playbook:words_import"),
    ("author", "playbook:policy", CMS),
    ("author", "home:author_desk", CMS),
    ("everything", "rewards:thank", EDITIONS),
]


@pytest.mark.parametrize(("role", "page", "says"), EMPTY, ids=lambda value: str(value)[:40])
def test_an_empty_page_gives_the_button_or_says_whose_it_is(db, client_for, role, page, says):
    answer = client_for(somebody([role])).get(reverse(page))
    assert answer.status_code == 200
    main = answer.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    if ":" in says or says == CMS:
        assert f'href="{reverse(says)}"' in main
    else:
        assert says in words_of(answer)


@pytest.mark.parametrize("page", ["evaluations:cycle_new", "rewards:new_plan", "training:assign", "people:team_add"])
def test_a_form_that_cannot_be_filled_is_not_shown(db, client_for, page):
    main = client_for(somebody(["hr"])).get(reverse(page)).content.decode().split("<main", 1)[1]
    assert not re.search(r'<form\s[^>]*class="hv-', main.split("</main>", 1)[0])


@pytest.mark.parametrize("language", FA_AND_EN)
def test_the_first_page_of_staff_says_that_it_begins_soon(db, client_for, language):
    page = client_for(StaffFactory(user__language=language)).get("/")
    assert page.context["is_set_up"] is False
    if language == "en":
        assert "It begins soon" in words_of(page)
        assert "Nothing waits for you" not in words_of(page)
        assert "The path grows" in words_of(page)


def test_who_could_lead_is_asked_for_once_there_is_somebody(people, client_for):
    url = reverse("people:leads", args=[people.office.key])
    assert client_for(people.hoda).get(url).context["lacks_people"] is False
    lonely = StaffFactory(user__groups=["hr"], user__language="en")
    for other in type(lonely).objects.exclude(pk=lonely.pk):
        employed(other, left_on=other.joined_on)
    answer = client_for(lonely).get(url)
    assert answer.context["lacks_people"] is True
    assert f'href="{reverse(STAFF_ADD)}"' in answer.content.decode()
