"""Each starter folder: whole as a file, and from its drafts to a signed-for edition, scorecards and passed quizzes."""

import random
import time
from copy import deepcopy
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from evaluations.models import Scale, Scorecard
from home.desks.drafts import COURSES, FOLDER, SCORECARDS, drafts_of
from home.starters import choice, files
from home.starters.checks import problems_of, scale_problems
from playbook.models import ComplaintPolicyPage, FrozenStandard, StandardPage, TouchpointPage
from tests.home.starter_company import BOTH, choose, first_edition
from tests.personas import make_people
from training.actions import save_answer, start_attempt, submit_attempt
from training.models import Course, CoursePage, LessonPage, LessonStandard, Question, QuestionStandard
from training.models.blocks import standard_choices


@pytest.mark.parametrize("name", files.NAMES)
def test_a_starter_folder_is_whole(name):
    assert problems_of(files.starter(name), files.scales()) == []


def test_the_scales_are_whole():
    assert [list(scale_problems(scale)) for scale in files.scales().values()] == [[], [], []]


def _set(row, **values):
    row.update(values)


FAULTS = {
    "BEF-01: stands twice": lambda data: _set(data["touchpoint"][0]["standard"][1], code="BEF-01"),
    "DUR-99: no code of its phase": lambda data: _set(data["touchpoint"][0]["standard"][0], code="DUR-99"),
    "BEF-01: no role pilot": lambda data: _set(data["touchpoint"][0]["standard"][0], roles=["pilot"]),
    "BEF-01: no such measure": lambda data: _set(data["touchpoint"][0]["standard"][0], measure="luck"),
    "BEF-01: no check_question_fa": lambda data: _set(data["touchpoint"][0]["standard"][0], critical=True),
    "BEF-01: the behaviour does not": lambda data: _set(data["touchpoint"][0]["standard"][0], behaviour_en="Be nice."),
    "why_en: says nothing": lambda data: _set(data["touchpoint"][0]["standard"][0], why_en=" "),
    "name_fa: is not said as often": lambda data: data["touchpoint"][0].pop("name_en"),
    "title_fa: is not spelt": lambda data: _set(data["course"][0], title_fa="كتاب"),
    "why_fa: is not spelt": lambda data: _set(data["touchpoint"][0]["standard"][0], why_fa="مهمان ها می روند."),
    "booking: no such symbol": lambda data: _set(data["touchpoint"][0], icon="dragon"),
    "5 steps of the complaint policy": lambda data: data["policy"]["step"].pop(),
    "limits are missing": lambda data: _set(data["policy"]["authority"][0], per_customer=[1, 1]),
    "nothing after the purchase": lambda data: _set(
        data, touchpoint=[row for row in data["touchpoint"] if row["phase"] != "after"]
    ),
    "2 standards": lambda data: _set(data, touchpoint=data["touchpoint"][2:3]),
    "1 courses": lambda data: data["course"].pop(),
    "no standard BEF-88": lambda data: _set(data["course"][0]["question"][0], standard="BEF-88"),
    "none_right": lambda data: _set(data["course"][0]["question"][0], right=9),
    "the sections do not weigh 100": lambda data: _set(data["scorecard"][0]["section"][0], weight=31),
    "BEF-04 does not bind its role": lambda data: data["scorecard"][0]["section"][0]["criteria"].append(
        ["BEF-04", 1, "five", "none", True]
    ),
    "'seven'": lambda data: data["scorecard"][0]["section"][0]["criteria"].append(["DUR-01", 1, "seven", "none", True]),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_a_file_is_named(fault):
    data = deepcopy(files.read("cafe"))
    FAULTS[fault](data)
    found = problems_of(files.Starter("cafe", data), files.scales())
    assert [problem for problem in found if fault in problem]


@pytest.fixture(scope="module", params=files.NAMES)
def begun(request, django_db_setup, django_db_blocker):
    """A company that chose the folder a moment ago; nothing of it is left behind."""
    with django_db_blocker.unblock(), transaction.atomic():
        people, began = make_people(), time.process_time()
        chosen = choose(people.mina.user, request.param)
        about = {"people": people, "chosen": chosen, "seconds": time.process_time() - began}
        yield SimpleNamespace(starter=files.starter(request.param), by=people.mina.user, **about)
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
    assert any(code == "DUR-01" for _group, rows in standard_choices() for code, _label in rows)
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
    assert choice.finish_starter(edition=edition, by=begun.by, at=timezone.now()) is None

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
