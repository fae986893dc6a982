"""The screen of both languages: who opens it, what it asks, shows and leads to."""

from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from people.actions import change_organisation
from playbook.models import EvidenceLink, FolderPage, StandardPage
from tests.factories.playbook import EvidenceFactory, live_standard, republish
from tests.playbook.texts.world import ENGLISH, PERSIAN, address, draft, opened, sent


@pytest.mark.parametrize("who", ["narges", "saeed", "hoda"])
def test_only_authors_open_it(who, standard, request, client_for):
    client = client_for(request.getfixturevalue(who))
    new = reverse("playbook_texts:new_standard")
    assert {client.get(path).status_code for path in (address(standard.fa), new)} <= {302, 403}
    assert client.post(address(standard.fa), {"fa-why": "x"}).status_code in (302, 403)


def test_an_unknown_page_is_not_found(cms, people):
    root = Page.objects.get(depth=1)
    assert cms.get(address(root)).status_code == 404


def test_a_company_of_one_language_sees_one_column(standard, cms):
    change_organisation(languages="fa", by=None, at=timezone.now())
    form = opened(cms, address(standard.fa))
    assert not [name for name in form if name.startswith("en-")]
    sent(cms, address(standard.fa), {"fa-why": "الف"}, "publish")
    assert StandardPage.objects.get(pk=standard.fa.pk).why == "الف"


def test_the_touchpoint_is_asked_for_where_nobody_named_it(touchpoint, cms):
    page = cms.get(reverse("playbook_texts:new_standard") + "?back=/folder/").content.decode()
    assert f"touchpoint={touchpoint[0].translation_key}" in page and "back=%2Ffolder%2F" in page


def test_a_quote_leads_to_a_standard_and_is_linked_to_it(touchpoint, cms):
    words = EvidenceFactory()
    path = reverse("playbook_texts:new_standard") + f"?touchpoint={touchpoint[0].translation_key}&quote={words.key}"
    sent(cms, path, {"fa-behaviour": PERSIAN})
    assert EvidenceLink.objects.get().code == "DUR-01"


def test_it_leads_back_on_this_site_alone(standard, cms):
    path = address(standard.fa)
    here = sent(cms, f"{path}?back={quote('/folder/coverage/')}", {"fa-why": "الف"})
    assert here.url == "/folder/coverage/"
    assert sent(cms, f"{path}?back={quote('//evil.example/')}", {"fa-why": "ب"}).url == path


@pytest.mark.parametrize(("language", "words"), [("fa", "الف تازه"), ("en", "Something new")])
def test_the_preview_shows_what_is_typed_in_each_language(standard, cms, language, words):
    answer = sent(cms, address(standard.fa), {f"{language}-why": words, "preview": language}, action=None)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert words in page and f'lang="{language}"' in page
    assert draft(standard.fa).why == "چون مهم است."


def test_the_preview_shows_a_standard_that_is_not_saved(touchpoint, cms):
    path = reverse("playbook_texts:new_standard") + f"?touchpoint={touchpoint[0].translation_key}"
    answer = sent(cms, path, {"en-behaviour": ENGLISH, "preview": "en"}, action=None)
    assert ENGLISH in answer.content.decode() and "Order and till" in answer.content.decode()
    assert not StandardPage.objects.exists()


@pytest.mark.parametrize("kind", ["folder", "touchpoint"])
def test_the_folder_and_its_touchpoints_open_too(kind, touchpoint, cms):
    page = FolderPage.objects.first() if kind == "folder" else touchpoint[0]
    sent(cms, address(page), {"fa-title": "نام تازه", "en-title": "A new name"}, "publish")
    titles = [each.title for each in type(page).objects.filter(translation_key=page.translation_key).order_by("path")]
    assert titles == ["نام تازه", "A new name"]


def test_the_screen_asks_a_constant_number_of_queries(touchpoint, standard, cms):
    cms.get(address(standard.fa))
    with CaptureQueriesContext(connection) as one:
        cms.get(address(standard.fa))
    for number in range(10):
        republish(live_standard(touchpoint, f"کار {number}", f"Work {number}")[0])
    with CaptureQueriesContext(connection) as many:
        cms.get(address(standard.fa))
    assert len(many) == len(one) < 90


@pytest.mark.parametrize(("language", "other"), [("fa", "en"), ("en", "fa")])
def test_each_language_has_its_help_with_writing(standard, cms, language, other):
    page = BeautifulSoup(cms.get(address(standard.fa)).content, "html.parser")
    box = page.select_one(f"#texts [data-hints][data-language={language}]")
    names = [box["data-prefix"] + name for name in box["data-fields"].split()]
    assert [len(page.select(f'#texts [name="{name}"]')) for name in (*names, box["data-other"])] == [1] * (
        len(names) + 1
    )
    assert (box["data-other"], box["data-standard"]) == (f"{other}-behaviour", str(standard.fa.translation_key))
    assert box.select_one("[data-hint=no_good] [data-hint-away]")
    assert page.select_one('script[src*="playbook/hints.js"]')


def test_help_is_about_what_was_typed_and_a_new_standard_has_nothing_to_put_away(touchpoint, cms):
    new = reverse("playbook_texts:new_standard") + f"?touchpoint={touchpoint[0].translation_key}"
    page = BeautifulSoup(cms.get(new).content, "html.parser")
    assert [box["data-standard"] for box in page.select("[data-hints]")] == ["", ""]
    assert not page.select("[data-hint]")
    answer = sent(cms, new, {"fa-behaviour": "سعی می‌کند خوش‌برخورد باشد.", "en-behaviour": "x" * 400})
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.select("[data-language=fa] [data-hint=unseen]") and not page.select("[data-hint-away]")


def test_other_pages_have_no_help_with_writing(touchpoint, cms):
    assert b"data-hints" not in cms.get(address(touchpoint[0])).content


def test_job_roles_are_ticked_on_both_screens_alike(standard, cms):
    page = BeautifulSoup(cms.get(address(standard.fa)).content, "html.parser")
    boxes = page.select('#texts input[type=checkbox][name="fa-roles"]')
    assert boxes and not page.select('select[name="fa-roles"]')
    sent(cms, address(standard.fa), {"fa-roles": [boxes[0]["value"]]}, "publish")
    pages = [StandardPage.objects.get(pk=page.pk) for page in (standard.fa, standard.en)]
    assert [[str(role.pk) for role in page.roles.all()] for page in pages] == [[boxes[0]["value"]]] * 2


def test_a_new_standard_is_called_new_and_titles_stand_in_the_readers_language(standard, touchpoint, mina, cms):
    type(mina.user).objects.filter(pk=mina.user.pk).update(language="en")
    heading = BeautifulSoup(cms.get(address(standard.fa)).content, "html.parser").h1.get_text(" ", strip=True)
    assert ENGLISH in heading and PERSIAN not in heading
    new = reverse("playbook_texts:new_standard") + f"?touchpoint={touchpoint[0].translation_key}"
    assert BeautifulSoup(cms.get(new).content, "html.parser").h1.get_text(strip=True) == "New standard"
