"""Choosing a starter folder, and publishing its drafts. What each of them comes to: test_starter_folders.py."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from evaluations.models import Scale, Scorecard
from home.desks.drafts import COURSES, FOLDER, count_drafts, drafts_of
from home.models import ChosenStarter
from home.starters import choice, files
from home.starters.choice import AlreadyChosen, CodesTaken
from kit.models import AuditEntry
from people.models import JobRole, Organisation
from playbook.actions.drafts import publish_drafts
from playbook.models import ComplaintPolicyPage, FolderPage, StandardPage, TouchpointPage
from tests.home import starter_company
from tests.home.starter_company import first_edition, pages_of, publish_all, small
from training.models import CoursePage, LessonPage, Question


def choose(by, **about):
    return starter_company.choose(by, starter=small(), **about)


def test_amounts_are_those_of_the_companys_money(mina):
    choose(mina.user, currency="EUR")
    line = ComplaintPolicyPage.objects.first().authority.first()
    assert line.per_case == files.starter("cafe").policy["authority"][0]["per_case"][1] * 100


def test_roles_that_are_here_are_used_and_others_made(people, mina):
    before = JobRole.objects.count()
    chosen = choose(mina.user, roles={"barista": people.barista, "floor": people.server})
    made = {role["code"] for role in files.starter("cafe").roles} - {"barista", "floor"}
    assert JobRole.objects.count() == before + len(made)
    assert chosen.roles["floor"] == people.server.key
    checked = StandardPage.objects.filter(code="DUR-07").first()
    assert list(checked.roles.all()) == [people.barista]


def test_a_role_whose_code_is_taken_by_another_gets_one_of_its_own(people, mina):
    chosen = choose(mina.user)
    assert JobRole.objects.get(key=chosen.roles["barista"]).code == "barista-2"


def test_a_company_begins_once(mina):
    choose(mina.user)
    before = Page.objects.count()
    with pytest.raises(AlreadyChosen):
        choose(mina.user)
    assert (Page.objects.count(), ChosenStarter.objects.count()) == (before, 1)


def test_standards_with_the_same_codes_are_not_written_over(mina):
    place = TouchpointPage(title="تلفن", phase="during", code="phone", locale=FolderPage.objects.first().locale)
    FolderPage.objects.get(locale__language_code="fa").add_child(instance=place)
    words = {"title": "سلام می‌کند.", "behaviour": "سلام می‌کند."}
    place.add_child(instance=StandardPage(code="DUR-03", locale=place.locale, **words))
    before = Page.objects.count()
    with pytest.raises(CodesTaken) as refused:
        choose(mina.user)
    assert refused.value.codes == ["DUR-03"]
    assert (Page.objects.count(), ChosenStarter.objects.count(), Scale.objects.count()) == (before, 0, 0)


def test_a_code_that_a_deleted_standard_bore_is_not_given_again(mina):
    place = TouchpointPage(title="تلفن", phase="during", code="phone", locale=FolderPage.objects.first().locale)
    FolderPage.objects.get(locale__language_code="fa").add_child(instance=place)
    page = StandardPage(code="DUR-03", title="سلام", behaviour="سلام", locale=place.locale)
    place.add_child(instance=page)
    page.delete()
    chosen = choose(mina.user)
    assert sorted(chosen.codes.values()) == ["DUR-04", "DUR-05", "DUR-06", "DUR-07", "DUR-08"]
    assert StandardPage.objects.filter(code=chosen.codes["DUR-03"]).count() == 2
    question = next(key for key, code in chosen.questions.items() if code == chosen.codes["DUR-03"])
    assert Question.objects.filter(key=question).exists()


def test_a_fault_in_the_middle_leaves_nothing(mina, monkeypatch):
    before = Page.objects.count(), JobRole.objects.count(), AuditEntry.objects.count()
    monkeypatch.setattr(choice, "create_course", lambda **course: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        choose(mina.user)
    assert (Page.objects.count(), JobRole.objects.count(), AuditEntry.objects.count()) == before
    assert not ChosenStarter.objects.exists() and not Scale.objects.exists()


@pytest.mark.parametrize(("languages", "missing"), [(("fa",), "en"), (("en",), "fa")])
def test_a_company_of_one_language_gets_no_twin_pages(mina, languages, missing):
    choose(mina.user, languages=languages)
    for model in (TouchpointPage, StandardPage, ComplaintPolicyPage, CoursePage, LessonPage):
        assert set(model.objects.values_list("locale__language_code", flat=True)) == set(languages)
    question = Question.objects.first()
    assert getattr(question, f"text_{languages[0]}") and not getattr(question, f"text_{missing}")
    publish_all(mina.user)
    edition = first_edition(mina.user)
    assert edition.standards.count() == len(small().codes)
    assert not getattr(edition.standards.first(), f"behaviour_{missing}")
    assert Scorecard.objects.count() == len(files.starter("cafe").scorecards)


def test_what_the_author_took_away_is_left_out_of_the_scorecards(mina):
    choose(mina.user)
    for page in StandardPage.objects.filter(code__in=["DUR-06", "DUR-07"]):
        page.delete()
    publish_all(mina.user)
    edition = first_edition(mina.user)
    card = Scorecard.objects.get(code="barista", edition=edition)
    assert [section.title_en for section in card.sections.all()] == ["Making"]
    assert [row.standard.code for row in card.sections.get().criteria.all()] == ["DUR-05"]


def test_drafts_are_published_once_and_halves_are_held(mina):
    choose(mina.user)
    page = StandardPage.objects.filter(code="DUR-03").first()
    page.check_wrong = ""
    page.save_revision(clean=False)
    done = publish_drafts(pages=pages_of(FOLDER), by=mina.user, at=timezone.now())
    assert [held.pk for held, _why in done.held] == [page.pk]
    again = publish_drafts(pages=done.pages, by=mina.user, at=timezone.now())
    assert again.pages == []
    assert AuditEntry.objects.filter(verb="pages.published").count() == 1


def test_an_author_begins_from_the_desk(mina, client_for):
    client = client_for(mina.user)
    assert reverse("home:starters") in client.get(reverse("home:author_desk")).text
    cards = client.get(reverse("home:starters")).text
    for name in files.NAMES:
        assert reverse("home:starter", args=[name]) in cards
    assert reverse("playbook:folder_import") in cards
    address = reverse("home:starter", args=["cafe"])
    inside = client.get(address)
    assert all(code in inside.text for code in files.starter("cafe").codes)
    assert inside.context["form"]["role_barista"].initial == JobRole.objects.get(code="barista")
    roles = {"role_barista": JobRole.objects.get(code="barista").key}
    assert client.post(address, roles).url == reverse("home:drafts")
    desk = client.get(reverse("home:author_desk")).text
    assert reverse("home:drafts") in desk and reverse("home:starters") not in desk
    assert count_drafts() == len(drafts_of(FOLDER)) + len(drafts_of(COURSES))
    assert client.post(address).url == reverse("home:drafts")
    assert ChosenStarter.objects.count() == 1


def test_two_roles_cannot_be_the_same_one(mina, client_for):
    key = JobRole.objects.get(code="barista").key
    page = client_for(mina.user).post(
        reverse("home:starter", args=["cafe"]), {"role_barista": key, "role_cashier": key}
    )
    assert page.status_code == 422
    assert not ChosenStarter.objects.exists()


def test_the_languages_and_the_money_are_the_companys(mina, client_for):
    Organisation.objects.update(languages="en", currency="EUR")
    client_for(mina.user).post(reverse("home:starter", args=["cafe"]))
    assert set(StandardPage.objects.values_list("locale__language_code", flat=True)) == {"en"}


def test_one_press_publishes_the_drafts_that_are_ticked(mina, client_for):
    choose(mina.user)
    client, address = client_for(mina.user), reverse("home:publish_drafts", args=[FOLDER])
    rows = drafts_of(FOLDER)
    left = next(row for row in rows if row.code == "DUR-07")
    client.post(address, {"keys": [row.key for row in rows if row is not left]})
    assert [row.code for row in drafts_of(FOLDER)] == ["DUR-07"]
    client.post(address, {"keys": [left.key]})
    assert drafts_of(FOLDER) == []
    assert drafts_of(COURSES) != []
    assert reverse("playbook:edition_new") in client.get(reverse("home:drafts")).text
    assert client.post(address, {"keys": [left.key]}).status_code == 302
    assert client.post(reverse("home:publish_drafts", args=["courses"]), {"keys": ["x"]}).status_code == 302
    assert drafts_of(COURSES) != []
