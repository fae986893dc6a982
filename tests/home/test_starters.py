"""Starter folders: chosen once, everything as drafts, scorecards and tags with the first edition."""

import random
import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from evaluations.models import Scale, Scorecard
from home.drafts import COURSES, FOLDER, SCORECARDS, drafts_of
from home.models import ChosenStarter
from home.starters import choosing, reading
from home.starters.checking import problems_of, scale_problems
from home.starters.choosing import AlreadyChosen, CodesTaken, choose_starter
from kit.models import AuditEntry
from people.models import JobRole, Organisation
from playbook.actions import draft_edition, freeze_edition, submit_edition_for_review
from playbook.actions.drafts import publish_drafts
from playbook.models import ComplaintPolicyPage, FolderPage, FrozenStandard, StandardPage, TouchpointPage
from tests.personas import make_people
from training.actions import save_answer, start_attempt, submit_attempt
from training.models import Course, CoursePage, LessonPage, LessonStandard, Question, QuestionStandard

BOTH = ("fa", "en")


def choose(by, name="cafe", roles=None, languages=BOTH, currency="IRR"):
    about = {"roles": roles or {}, "languages": languages, "currency": currency}
    return choose_starter(starter=reading.starter(name), by=by, at=timezone.now(), **about)


def publish_all(by):
    done = [publish_drafts(pages=pages_of(which), by=by, at=timezone.now()) for which in (FOLDER, COURSES)]
    assert [one.held for one in done] == [[], []]
    return sum(len(one.pages) for one in done)


def pages_of(which):
    return [page for row in drafts_of(which) for page in row.pages]


def first_edition(by):
    today, now = timezone.localdate(), timezone.now()
    edition = draft_edition(title_fa="نخستین", title_en="First", effective_on=today, by=by, at=now)
    submit_edition_for_review(edition=edition, by=by, at=now)
    return freeze_edition(edition=edition, by=by, at=now)


@pytest.mark.parametrize("name", reading.NAMES)
def test_a_starter_folder_is_whole(name):
    assert problems_of(reading.starter(name), reading.scales()) == []


def test_the_scales_are_whole():
    assert [list(scale_problems(scale)) for scale in reading.scales().values()] == [[], [], []]


@pytest.fixture(scope="module", params=reading.NAMES)
def begun(request, django_db_setup, django_db_blocker):
    """A company that chose the folder a moment ago; nothing of it is left behind."""
    with django_db_blocker.unblock(), transaction.atomic():
        people, began = make_people(), time.process_time()
        chosen = choose(people.mina.user, request.param)
        about = {"people": people, "chosen": chosen, "seconds": time.process_time() - began}
        yield SimpleNamespace(starter=reading.starter(request.param), by=people.mina.user, **about)
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_everything_lands_as_drafts_in_both_languages(begun):
    pages = StandardPage.objects.select_related("locale")
    assert (pages.count(), pages.live().count()) == (2 * len(begun.starter.codes), 0)
    assert begun.chosen.codes == {code: code for code in begun.starter.codes}
    for page in pages:
        twin = {"fa": "en", "en": "fa"}[page.locale.language_code]
        assert page.get_translations().get().locale.language_code == twin
    for model in (TouchpointPage, ComplaintPolicyPage, CoursePage, LessonPage):
        assert model.objects.exists() and not model.objects.live().exists()
    assert set(Course.objects.values_list("is_live", flat=True)) == {False}
    assert Question.objects.count() == len(begun.starter.questions)
    assert Scale.objects.count() == 3 and not Scorecard.objects.exists()
    assert begun.seconds < 10


@pytest.mark.django_db
def test_the_policy_has_six_steps_a_table_and_a_public_lane(begun):
    fa, en = (ComplaintPolicyPage.objects.get(locale__language_code=code) for code in BOTH)
    for page in (fa, en):
        assert page.steps.count() == 6
        assert page.authority.count() == len(begun.starter.policy["authority"])
        assert page.public_do and page.public_minutes
    for name in ("steps", "authority"):
        keys = [list(getattr(page, name).values_list("translation_key", flat=True)) for page in (fa, en)]
        assert keys[0] == keys[1]


@pytest.mark.django_db
def test_from_the_drafts_to_the_first_edition_and_all_that_follows(begun, client_for):
    client, narges, starter = client_for(begun.by), begun.people.narges, begun.starter
    publish(client, FOLDER)
    publish(client, COURSES)
    assert drafts_of(FOLDER) == drafts_of(COURSES) == []
    assert not FrozenStandard.objects.exists()
    assert client_for(narges.user).get(reverse("home:my_day")).context["first"] is None

    edition = first_edition(begun.by)
    assert edition.standards.count() == len(starter.codes)
    assert [edition.policy_steps.count(), edition.authority.count()] == [6, len(starter.policy["authority"])]
    assert QuestionStandard.objects.filter(standard__edition=edition).count() == len(starter.questions)
    assert not LessonStandard.objects.filter(standard=None).exists()
    begun.chosen.refresh_from_db()
    assert begun.chosen.finished_at == edition.frozen_at
    assert choosing.finish_starter(edition=edition, by=begun.by, at=timezone.now()) is None

    cards = Scorecard.objects.filter(edition=edition, state="draft")
    assert {card.code for card in cards} == {card["code"] for card in starter.scorecards}
    assert all(card.roles.count() == 1 for card in cards)
    publish(client, SCORECARDS)
    assert Scorecard.objects.published().count() == len(starter.scorecards)
    assert drafts_of(SCORECARDS) == []
    for course in Course.objects.all():
        assert sit_well(course, narges)
    if starter.name == "cafe":
        paper = client.post(reverse("kit:make_paper", args=["edition", edition.key, "fa"]), follow=True)
        assert b"".join(paper).startswith(b"%PDF")


def publish(client, which):
    client.post(reverse("home:publish_drafts", args=[which]), {"keys": [row.key for row in drafts_of(which)]})


def sit_well(course, staff):
    """Is the quiz passed by whoever knows every answer?"""
    at = timezone.now() + timedelta(minutes=1)
    attempt = start_attempt(course=course, staff=staff, by=staff.user, at=at, chance=random.Random(1))
    for answer in attempt.answers.select_related("version"):
        save_answer(attempt=attempt, position=answer.position, answer=right_answer(answer), at=at)
    return submit_attempt(attempt=attempt, by=staff.user, at=at).is_passed


def right_answer(answer):
    content = answer.version.content
    keys = [option["key"] for option in content["options"] if option["correct"]]
    if content["kind"] == "numeric":
        return content["options"][0]["number"]
    if content["kind"] == "matching":
        left, right = ({key: token for token, key in answer.layout[side]} for side in ("left", "right"))
        return {left[key]: right[key] for key in left}
    tokens = [token for token, key in answer.layout if key in keys]
    return tokens if content["kind"] == "multiple" else tokens[0]


def test_amounts_are_those_of_the_companys_money(mina):
    choose(mina.user, currency="EUR")
    line = ComplaintPolicyPage.objects.first().authority.first()
    assert line.per_case == reading.starter("cafe").policy["authority"][0]["per_case"][1] * 100


def test_roles_that_are_here_are_used_and_others_made(people, mina):
    before = JobRole.objects.count()
    chosen = choose(mina.user, roles={"barista": people.barista, "floor": people.server})
    made = {role["code"] for role in reading.starter("cafe").roles} - {"barista", "floor"}
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
    place = TouchpointPage(title="تلفن", phase="before", code="phone", locale=FolderPage.objects.first().locale)
    FolderPage.objects.get(locale__language_code="fa").add_child(instance=place)
    place.add_child(instance=StandardPage(title="سلام می‌کند.", behaviour="سلام می‌کند.", locale=place.locale))
    before = Page.objects.count()
    with pytest.raises(CodesTaken) as refused:
        choose(mina.user)
    assert refused.value.codes == ["BEF-01"]
    assert (Page.objects.count(), ChosenStarter.objects.count(), Scale.objects.count()) == (before, 0, 0)


def test_a_code_that_a_deleted_standard_bore_is_not_given_again(mina):
    place = TouchpointPage(title="تلفن", phase="before", code="phone", locale=FolderPage.objects.first().locale)
    FolderPage.objects.get(locale__language_code="fa").add_child(instance=place)
    page = place.add_child(instance=StandardPage(title="سلام", behaviour="سلام", locale=place.locale))
    page.delete()
    chosen = choose(mina.user)
    assert chosen.codes["BEF-01"] not in ("BEF-01", *list(chosen.codes.values())[1:])
    assert StandardPage.objects.filter(code=chosen.codes["BEF-01"]).count() == 2


def test_a_fault_in_the_middle_leaves_nothing(mina, monkeypatch):
    before = Page.objects.count(), JobRole.objects.count(), AuditEntry.objects.count()
    monkeypatch.setattr(choosing, "create_course", lambda **course: 1 / 0)
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
    assert edition.standards.count() == len(reading.starter("cafe").codes)
    assert not getattr(edition.standards.first(), f"behaviour_{missing}")
    assert Scorecard.objects.count() == len(reading.starter("cafe").scorecards)


def test_what_the_author_took_away_is_left_out_of_the_scorecards(mina):
    choose(mina.user)
    for page in StandardPage.objects.filter(code__in=["DUR-06", "DUR-07", "DUR-05"]):
        page.delete()
    publish_all(mina.user)
    edition = first_edition(mina.user)
    card = Scorecard.objects.get(code="barista", edition=edition)
    assert [section.title_en for section in card.sections.all()] == ["Welcome and goodbye", "When something is wrong"]


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
    for name in reading.NAMES:
        assert reverse("home:starter", args=[name]) in cards
    assert reverse("playbook:folder_import") in cards
    address = reverse("home:starter", args=["cafe"])
    inside = client.get(address)
    assert all(code in inside.text for code in reading.starter("cafe").codes)
    assert inside.context["form"]["role_barista"].initial == JobRole.objects.get(code="barista")
    roles = {"role_barista": JobRole.objects.get(code="barista").key}
    assert client.post(address, roles).url == reverse("home:drafts")
    desk = client.get(reverse("home:author_desk")).text
    assert reverse("home:drafts") in desk and reverse("home:starters") not in desk
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
    left = next(row for row in rows if row.code == "AFT-03")
    client.post(address, {"keys": [row.key for row in rows if row is not left]})
    assert [row.code for row in drafts_of(FOLDER)] == ["AFT-03"]
    client.post(address, {"keys": [left.key]})
    assert drafts_of(FOLDER) == []
    assert drafts_of(COURSES) != []
    assert reverse("playbook:edition_new") in client.get(reverse("home:drafts")).text
    assert client.post(address, {"keys": [left.key]}).status_code == 302
    assert client.post(reverse("home:publish_drafts", args=["courses"]), {"keys": ["x"]}).status_code == 302
    assert drafts_of(COURSES) != []
