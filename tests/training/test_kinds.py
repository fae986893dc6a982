"""Every kind of question from the page to the result, and nothing on the page that tells what is right."""

import random
import re
from copy import deepcopy

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from tests.training.kinds import CANARY, DRAFTS, course_of_all_kinds, right_answer
from tests.training.test_shuffling import chi_square
from training.actions import UnknownAnswer, UnreadableAnswer, save_answer, start_attempt, submit_attempt
from training.labels import instruction_of
from training.models import Attempt, Question
from training.questions.drafts import draft_of
from training.questions.versions import content_of
from training.quiz.display import previewed

ATTEMPTS = 2000


def begin(course, staff):
    return start_attempt(course=course, staff=staff, by=staff.user, at=timezone.now())


def answers_of(attempt):
    return {row.version.content["kind"]: row for row in attempt.answers.select_related("version")}


def page_of(content, seed):
    question = previewed(content, random.Random(seed))
    context = {"question": question, "instruction": instruction_of(content["kind"])}
    return render_to_string("training/_answer_fields.html", context)


def contents():
    course = course_of_all_kinds()
    return {question.kind: content_of(question, {}) for question in course.questions.all()}


def with_another_key(content):
    """The same question to look at, with everything changed that is not shown."""
    other = deepcopy(content)
    other["feedback"] = {"fa": "چیز دیگر" * 9, "en": ""}
    for option in other["options"]:
        option |= {"correct": not option["correct"], "share": -123456, "feedback_fa": "دیگر" * 20, "feedback_en": "x"}
        if "number" in option:
            option |= {"number": "123456789", "tolerance": "99"}
        if content["kind"] == "short":
            option |= {"fa": "جوابی بسیار بلندتر از پیش", "en": "another one, much longer"}
    return other


@pytest.mark.slow
@pytest.mark.parametrize("kind", [kind for kind in DRAFTS if kind != "matching"])
def test_over_2000_attempts_the_page_is_the_same_whatever_the_key_is(db, kind):
    """Position, identifiers, lengths and mark-up cannot depend on what does not change a single byte."""
    content = contents()[kind]
    other = with_another_key(content)
    assert [seed for seed in range(ATTEMPTS) if page_of(content, seed) != page_of(other, seed)] == []


def test_over_2000_attempts_no_place_of_a_right_half_goes_with_a_left_one(db):
    content = contents()["matching"]
    places, own = [], {option["match_fa"]: option["fa"] for option in content["options"]}
    for seed in range(ATTEMPTS):
        pairs = previewed(content, random.Random(seed)).pairs
        first = pairs[0]
        places.append(next(place for place, each in enumerate(first.options) if own[each.text] == first.text))
    assert chi_square([places.count(place) for place in range(4)]) < 16.27  # 3 degrees of freedom, p = 0.001


def test_right_halves_that_read_the_same_stand_there_once(db):
    content = contents()["matching"]
    content["options"][1]["match_fa"] = content["options"][0]["match_fa"]
    assert [len(pair.options) for pair in previewed(content, random.Random(1)).pairs] == [3, 3, 3]


def test_before_submission_no_page_names_a_key_a_feedback_or_an_accepted_answer(narges, client_for):
    attempt = begin(course_of_all_kinds(), narges)
    client = client_for(narges)
    keys = [option["key"] for row in answers_of(attempt).values() for option in row.version.content["options"]]
    for number in range(1, 7):
        page = client.get(reverse("training:question", args=[attempt.key, number])).content.decode()
        told = [*keys, CANARY, "علیکم", "hello", "درود", "37.5", "۳۷", "10..60"]
        assert [word for word in told if word in page] == []
        assert not re.search(r"correct|data-(right|answer|points)", page)


def test_narges_answers_every_kind_without_javascript(narges, client_for):
    attempt = begin(course_of_all_kinds(), narges)
    client = client_for(narges)
    for row in attempt.answers.select_related("version"):
        answer = right_answer(row)
        data = answer if isinstance(answer, dict) else {"answer": answer}
        url = reverse("training:question", args=[attempt.key, row.position])
        assert client.post(url, {**data, "go": "next"}).status_code == 302
        assert client.get(url).status_code == 200
    reply = client.post(reverse("training:submit", args=[attempt.key]), follow=True)
    assert Attempt.objects.get().score == 10000
    assert reply.content.decode().count(CANARY) == 4


def test_while_attempts_remain_the_result_says_nothing_of_single_answers(narges, client_for):
    attempt = begin(course_of_all_kinds(attempt_limit=2), narges)
    row = answers_of(attempt)["single"]
    for _ in range(2):
        row = answers_of(attempt)["single"]
        save_answer(attempt=attempt, position=row.position, answer=right_answer(row), at=timezone.now())
        submit_attempt(attempt=attempt, by=narges.user, at=timezone.now())
        page = client_for(narges).get(reverse("training:result", args=[attempt.key])).content.decode()
        if attempt.number == 1:
            assert CANARY not in page and "سلام می‌کنم" not in page
            attempt = begin(attempt.course, narges)
    assert CANARY in page
    assert "صبر می‌کنم" not in page


def test_partial_credit_counts(narges):
    attempt = begin(course_of_all_kinds(), narges)
    rows = answers_of(attempt)
    ticks = right_answer(rows["multiple"])
    save_answer(attempt=attempt, position=rows["multiple"].position, answer=ticks[:1], at=timezone.now())
    save_answer(attempt=attempt, position=rows["numeric"].position, answer="50", at=timezone.now())
    submit_attempt(attempt=attempt, by=narges.user, at=timezone.now())
    points = {kind: row.points for kind, row in answers_of(attempt).items()}
    assert points == {"single": 0, "multiple": 5000, "true_false": 0, "matching": 0, "short": 0, "numeric": 2500}


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("single", ["x"]),
        ("single", "x"),
        ("multiple", ["x"]),
        ("true_false", ""),
        ("matching", "x"),
        ("matching", {"x": "y"}),
        ("short", "س" * 201),
        ("numeric", {"x": "y"}),
    ],
)
def test_a_forged_answer_of_any_kind_is_unknown(narges, kind, answer):
    attempt = begin(course_of_all_kinds(), narges)
    with pytest.raises(UnknownAnswer):
        save_answer(attempt=attempt, position=answers_of(attempt)[kind].position, answer=answer, at=timezone.now())


def test_what_is_no_number_is_said_at_once_and_not_kept(narges, client_for):
    attempt = begin(course_of_all_kinds(), narges)
    position = answers_of(attempt)["numeric"].position
    with pytest.raises(UnreadableAnswer):
        save_answer(attempt=attempt, position=position, answer="چهل", at=timezone.now())
    url = reverse("training:question", args=[attempt.key, position])
    reply = client_for(narges).post(url, {"answer": "چهل"}, headers={"HX-Request": "true"})
    assert "hv-warn" in reply.content.decode()
    assert client_for(narges).post(url, {"answer": "چهل"}).url == url
    assert answers_of(attempt)["numeric"].given is None


def test_unticking_everything_clears_the_answer(narges):
    attempt = begin(course_of_all_kinds(), narges)
    row = answers_of(attempt)["multiple"]
    for answer, given in [(right_answer(row), 2), ([], 0)]:
        save_answer(attempt=attempt, position=row.position, answer=answer, at=timezone.now())
        assert len(answers_of(attempt)["multiple"].given or []) == given


def test_a_formatted_question_is_cleaned(narges, client_for):
    course = course_of_all_kinds()
    Question.objects.filter(kind="single").update(text_format="html", text_fa="<p><b>اول</b><script>x()</script></p>")
    attempt = begin(course, narges)
    page = client_for(narges).get(reverse("training:question", args=[attempt.key, 1])).content.decode()
    assert "<p><b>اول</b></p>" in page
    assert "x()" not in page


def test_rows_and_drafts_say_the_same(db):
    found = {question.kind: draft_of(question) for question in course_of_all_kinds().questions.all()}
    assert found == DRAFTS
