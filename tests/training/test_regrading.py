"""A wrong key put right: attempts are counted again, the old results stay; marks never contradict one another."""

from datetime import timedelta
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kit.audit.models import AuditEntry
from people.models import Notice
from tests.factories.people import StaffFactory
from tests.training.world import NOON, RIGHT_EN, make_course, sit
from tests.worlds import built_once
from training.actions import (
    RegradingRefused,
    begin_regrading,
    regrade_some,
    save_answer,
    start_attempt,
    submit_attempt,
)
from training.boards.figures import figures_of_courses, quiz_figures
from training.marking.tallies import shown_score
from training.models import AnswerOption, Completion, RegradedAttempt, Regrading, Standing
from training.quiz.door import quiz_door
from training.verification import problems

LATER = NOON + timedelta(days=2)


def mend(question, *, right):
    """The option at this place is the right one from now on."""
    options = list(question.options.order_by("sort_order", "pk"))
    for place, option in enumerate(options):
        AnswerOption.objects.filter(pk=option.pk).update(is_correct=place == right)


def wrong_key(course):
    """The first question calls a wrong option right; who knows is marked down."""
    question = course.questions.order_by("position").first()
    mend(question, right=0)
    return question


@built_once
def failed(narges):
    """Narges knew it, and did not pass: the key was wrong."""
    course = make_course(pass_mark=10000)
    question = wrong_key(course)
    attempt = sit_knowing(course, narges)
    mend(question, right=1)
    return question, attempt


def sit_knowing(course, staff, at=NOON):
    attempt = start_attempt(course=course, staff=staff, by=staff.user, at=at)
    for answer in attempt.answers.select_related("version"):
        known = {each["key"] for each in answer.version.content["options"] if each["en"] == RIGHT_EN}
        token = next(token for token, key in answer.layout if key in known)
        save_answer(attempt=attempt, position=answer.position, answer=token, at=at)
    return submit_attempt(attempt=attempt, by=staff.user, at=at)


def again(question, mina, at=LATER):
    return begin_regrading(question=question, reason="کلید اشتباه بود", by=mina.user, at=at)


def test_t10_who_failed_by_a_wrong_key_passes_and_the_old_result_stays(failed, mina, narges):
    question, attempt = failed
    assert (attempt.score, attempt.is_passed) == (6667, False)
    regrading = again(question, mina)
    row = RegradedAttempt.objects.get()
    attempt.refresh_from_db()
    assert (row.score, row.is_passed, attempt.score, attempt.is_passed) == (10000, True, 6667, False)
    assert regrading.results.count() == 1 and Regrading.objects.get().done_at == LATER
    completion = Completion.objects.get()
    assert (completion.attempt, completion.completed_on) == (attempt, NOON.date())
    assert Standing.objects.get(staff=narges).completion_id == completion.pk
    assert list(problems()) == []
    kinds = set(Notice.objects.filter(recipient=narges.user).values_list("kind", flat=True))
    assert {"training.passed_again", "training.passed"} <= kinds
    assert AuditEntry.objects.filter(verb="attempts.regraded").count() == 1


def test_t10_the_newest_result_is_shown_and_the_old_one_beside_it(failed, mina, narges, client_for):
    question, attempt = failed
    again(question, mina)
    page = client_for(narges).get(reverse("training:result", args=[attempt.key]), headers={"accept-language": "en"})
    assert page.context["attempt"].result_passed is True
    assert page.context["regraded"].score == 10000 and page.context["outcome"].score == 10000
    assert all(line.is_right for line in page.context["lines"])
    course = client_for(narges).get(question.course.get_absolute_url())
    assert [row.result_passed for row in course.context["attempts"]] == [True]


def test_t10_figures_and_the_door_follow(failed, mina, narges):
    question, _attempt = failed
    again(question, mina)
    assert quiz_figures(question.course).items[question.pk].difficulty == 10000
    figures = figures_of_courses(LATER.date())[question.course_id]
    assert (figures.sat, figures.passed) == (1, 1)
    assert not quiz_door(question.course, narges, LATER).is_open


def test_t10_a_pass_is_never_taken_away(narges, mina):
    course = make_course(pass_mark=10000)
    attempt = sit(course, narges)
    question = course.questions.order_by("position").first()
    mend(question, right=0)
    regrading = again(question, mina)
    regrading.refresh_from_db()
    assert (regrading.spared, RegradedAttempt.objects.count(), attempt.is_passed) == (1, 0, True)
    assert Completion.objects.count() == 1 and list(problems()) == []


def test_t10_a_second_time_nothing_happens(failed, mina):
    question, _attempt = failed
    regrading = again(question, mina)
    with pytest.raises(RegradingRefused):
        again(question, mina, LATER)
    assert regrade_some(regrading=regrading, at=LATER) is None
    assert RegradedAttempt.objects.count() == 1


def test_t10_a_second_mending_stands_on_the_first(failed, mina):
    question, _attempt = failed
    again(question, mina)
    other = question.course.questions.order_by("position")[1]
    mend(other, right=0)
    again(other, mina)
    assert RegradedAttempt.objects.count() == 1  # it would have taken the pass away
    assert list(problems()) == []


def test_t10_nobody_counts_their_own_attempts_again(mina):
    course = make_course(pass_mark=10000)
    question = wrong_key(course)
    sit_knowing(course, mina)
    mend(question, right=1)
    with pytest.raises(RegradingRefused):
        again(question, mina)


def test_t10_many_are_counted_in_parts(failed, mina):
    question, _attempt = failed
    for _n in range(4):
        sit_knowing_before(question)
    with mock.patch("training.actions.regradings.AT_ONCE", 1), mock.patch("training.actions.regradings.CHUNK", 2):
        regrading = again(question, mina)
        assert regrading.done_at is None and RegradedAttempt.objects.count() == 0
        after = 0
        while after is not None:
            after = regrade_some(regrading=regrading, at=LATER, after=after)
    assert RegradedAttempt.objects.count() == 5 and list(problems()) == []


def sit_knowing_before(question):
    """As with the wrong key."""
    mend(question, right=0)
    sit_knowing(question.course, StaffFactory())
    mend(question, right=1)


def test_t10_the_preview_asks_as_often_for_one_as_for_many(failed, mina, client_for):
    question, _attempt = failed
    client, address = client_for(mina), reverse("training:regrade", args=[question.key])
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        page = client.get(address)
    assert (page.context["changed"], page.context["count"]) == (1, 1)
    for _n in range(5):
        sit_knowing_before(question)
    with CaptureQueriesContext(connection) as many:
        assert client.get(address).context["count"] == 6
    assert len(many) == len(one)


def test_t10_the_button_counts_and_leads_to_what_it_came_to(failed, mina, client_for):
    question, _attempt = failed
    client = client_for(mina)
    answer = client.post(reverse("training:regrade", args=[question.key]), {"reason": "کلید اشتباه بود"}, follow=True)
    assert answer.context["passed"] == 1
    page = client.get(reverse("training:regrade", args=[question.key]))
    assert (page.context["changed"], len(page.context["earlier"])) == (0, 1)
    assert (
        reverse("training:regrade", args=[question.key])
        in client.get(reverse("training:question_preview", args=[question.key])).content.decode()
    )


def test_t10_tampering_with_a_newer_result_is_named(failed, mina):
    question, attempt = failed
    again(question, mina)
    RegradedAttempt.objects.update(score=9000)
    assert f"attempt {attempt.key}: counted again it has 10000, but 9000 stands" in list(problems())


# t08: exact marks -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("mark", "score", "shown"), [(6700, "66%", "67%"), (6667, "66.66%", "66.67%")])
def test_t08_the_mark_never_stands_on_both_sides(narges, client_for, mark, score, shown):
    attempt = sit(make_course(pass_mark=mark, critical_mark=0), narges, wrong=[1])
    narges.user.language = narges.user.digits = "en"
    narges.user.save()
    page = client_for(narges).get(reverse("training:result", args=[attempt.key]))
    text = page.content.decode()
    assert attempt.is_passed is False
    assert page.context["right"] == "2 of 3 right; 3 of 3 are needed."
    assert f'<span class="hv-big">{score}</span>' in text
    course = client_for(narges).get(attempt.course.get_absolute_url()).content.decode()
    assert f"{shown} is enough to pass" in course and f": {score}</a>" in course


def test_t08_each_critical_standard_says_its_own_mark(narges, client_for):
    attempt = sit(make_course(pass_mark=3000), narges, wrong=[3])
    narges.user.language = narges.user.digits = "en"
    narges.user.save()
    page = client_for(narges).get(reverse("training:result", args=[attempt.key]))
    assert page.context["critical"] == [("DUR-05", "0 of 1 right; 1 of 1 are needed.")]
    assert page.context["right"] == "2 of 3 right."


@pytest.mark.parametrize(
    ("score", "mark", "shown"), [(6667, 6700, 6600), (6666, 6667, 6666), (7950, 8000, 7900), (8000, 8000, 8000)]
)
def test_t08_a_score_below_its_mark_never_reads_like_it(score, mark, shown):
    assert shown_score(score, mark) == shown
