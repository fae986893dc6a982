"""Sitting a quiz: one open at a time, marked here alone, nothing lost and nothing forged."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connections

from kit.audit.models import AuditEntry
from people.models import Notice
from tests.training.world import NOON, make_course, make_edition, on_disk, sit, token_of
from training.actions import (
    AttemptClosed,
    AttemptRefused,
    UnknownAnswer,
    assign_course,
    grant_attempt,
    save_answer,
    start_attempt,
    submit_attempt,
)
from training.models import AnswerOption, Attempt, Completion
from training.quiz.door import Refusal
from training.signals import course_passed


def start(course, staff, at=NOON):
    return start_attempt(course=course, staff=staff, by=staff.user, at=at)


def test_an_attempt_asks_every_question_with_tokens_of_its_own(narges, parisa, course):
    first, second = start(course, narges), start(course, parisa)
    tokens = [{token for answer in each.answers.all() for token, _key in answer.layout} for each in (first, second)]
    assert [len(own) for own in tokens] == [12, 12]
    assert tokens[0].isdisjoint(tokens[1])
    keys = set(AnswerOption.objects.values_list("key", flat=True))
    assert tokens[0].isdisjoint(keys)


def test_starting_again_goes_on_with_the_open_attempt(narges, course):
    assert start(course, narges) == start(course, narges)
    assert Attempt.objects.count() == 1


def test_the_database_refuses_a_second_open_attempt(narges, course):
    attempt = start(course, narges)
    attempt.pk, attempt.key, attempt.number = None, "another", 2
    with pytest.raises(IntegrityError):
        attempt.save(force_insert=True)


def test_everything_right_passes_and_is_recorded(narges):
    course = make_course(validity_months=12)
    heard = []
    course_passed.connect(lambda attempt, **kwargs: heard.append(attempt), weak=False, dispatch_uid="test")
    attempt = sit(course, narges)
    course_passed.disconnect(dispatch_uid="test")
    completion = Completion.objects.get()
    assert (attempt.score, attempt.is_passed) == (10000, True)
    assert (completion.attempt, completion.valid_until.isoformat()) == (attempt, "2027-03-10")
    assert heard == [attempt]
    assert Notice.objects.filter(recipient=narges.user, kind="training.passed").count() == 1


def test_a_missed_critical_standard_fails_though_the_total_suffices(narges, course):
    attempt = sit(course, narges, wrong=[3])
    assert (attempt.score, attempt.is_passed) == (6667, False)
    assert Completion.objects.count() == 0


def test_a_missed_normal_standard_passes_when_the_total_suffices(narges, course):
    assert sit(course, narges, wrong=[1]).is_passed is True


def test_an_unanswered_question_earns_nothing(narges, course):
    attempt = start(course, narges)
    assert submit_attempt(attempt=attempt, by=narges.user, at=NOON).score == 0


def test_submitting_twice_is_submitting_once(narges, course):
    attempt = sit(course, narges)
    again = submit_attempt(attempt=attempt, by=narges.user, at=NOON + timedelta(hours=1))
    assert again.submitted_at == NOON
    assert Completion.objects.count() == 1
    assert AuditEntry.objects.filter(verb="attempt.submitted").count() == 1


def test_after_submission_no_answer_is_taken(narges, course):
    attempt = sit(course, narges, wrong=[1])
    answer = attempt.answers.select_related("version").first()
    with pytest.raises(AttemptClosed):
        save_answer(attempt=attempt, position=1, answer=token_of(answer, right=True), at=NOON)
    assert attempt.answers.first().given == answer.given


def test_a_forged_token_or_position_changes_nothing(narges, parisa, course):
    attempt, other = start(course, narges), start(course, parisa)
    stranger = other.answers.first().layout[0][0]
    next_one = attempt.answers.get(position=2).layout[0][0]
    option_key = attempt.answers.first().layout[0][1]
    for position, token in [(1, stranger), (1, next_one), (1, option_key), (99, next_one), (1, "1"), (1, "")]:
        with pytest.raises(UnknownAnswer):
            save_answer(attempt=attempt, position=position, answer=token, at=NOON)
    assert not attempt.answers.filter(given__isnull=False).exists()
    assert not other.answers.filter(given__isnull=False).exists()


def test_answers_survive_and_the_last_one_given_counts(narges, course):
    attempt = start(course, narges)
    answer = attempt.answers.select_related("version").first()
    save_answer(attempt=attempt, position=1, answer=token_of(answer, right=False), at=NOON)
    save_answer(attempt=attempt, position=1, answer=token_of(answer, right=True), at=NOON)
    kept = start(attempt.course, narges).answers.first()
    assert kept.given == [key for token, key in answer.layout if token == token_of(answer, right=True)]


def test_after_the_limit_no_attempt_begins_until_one_more_is_given(narges, hoda):
    course = make_course(attempt_limit=2)
    due_on = NOON.date() + timedelta(days=7)
    assignment = assign_course(course=course, staff=narges, due_on=due_on, by=hoda.user, at=NOON)
    for _ in range(2):
        sit(course, narges, wrong=[1, 2, 3])
    with pytest.raises(AttemptRefused) as refused:
        start(course, narges)
    assert refused.value.door.refusal == Refusal.LIMIT
    grant_attempt(assignment=assignment, by=hoda.user, at=NOON)
    assert start(course, narges).number == 3


def test_between_attempts_the_wait_is_kept_by_the_server_clock(narges):
    course = make_course(wait_minutes=30)
    sit(course, narges, wrong=[1, 2, 3])
    with pytest.raises(AttemptRefused) as refused:
        start(course, narges, at=NOON + timedelta(minutes=29))
    assert refused.value.door.refusal == Refusal.WAIT
    assert start(course, narges, at=NOON + timedelta(minutes=30)).number == 2


def test_a_passed_course_is_not_sat_again_while_it_is_valid(narges, course):
    sit(course, narges)
    with pytest.raises(AttemptRefused) as refused:
        start(course, narges)
    assert refused.value.door.refusal == Refusal.ALREADY_PASSED


def test_an_expiring_pass_opens_the_next_term_and_counts_on_from_the_old_end(narges):
    course = make_course(validity_months=12)
    sit(course, narges)
    early = NOON.replace(year=2027, month=2, day=20)
    again = sit(course, narges, at=early)
    assert (again.term, again.number) == (2, 1)
    assert Completion.objects.get(term=2).valid_until.isoformat() == "2028-03-10"
    assert Completion.objects.get(term=1).valid_until.isoformat() == "2027-03-10"


def test_another_course_comes_first(narges):
    edition = make_edition()
    first, second = make_course(edition), make_course(edition)
    second.prerequisites.add(first)
    with pytest.raises(AttemptRefused) as refused:
        start(second, narges)
    assert refused.value.door.refusal == Refusal.PREREQUISITES
    sit(first, narges)
    assert start(second, narges).course == second


def test_editing_a_question_changes_no_attempt(narges, course):
    attempt = start(course, narges)
    AnswerOption.objects.update(is_correct=False, text_fa="چیز دیگر")
    answer = attempt.answers.select_related("version").first()
    assert sum(option["correct"] for option in answer.version.content["options"]) == 1
    for each in attempt.answers.select_related("version"):
        save_answer(attempt=attempt, position=each.position, answer=token_of(each, right=True), at=NOON)
    assert submit_attempt(attempt=attempt, by=narges.user, at=NOON).score == 10000


def test_a_question_asked_twice_unchanged_has_one_version(narges, parisa, course):
    first, second = start(course, narges), start(course, parisa)
    assert list(first.answers.values_list("version")) == list(second.answers.values_list("version"))


def in_parallel(count, action):
    """What each of `count` threads got, all let go at the same moment."""
    gate = Barrier(count)

    def one(number):
        gate.wait()
        try:
            return action(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_eight_starts_at_once_make_one_open_attempt(tmp_path, people):
    course, narges = make_course(), people.narges
    with on_disk(tmp_path):
        attempts = in_parallel(8, lambda number: start(course, narges).pk)
        assert len(set(attempts)) == 1
        assert Attempt.objects.count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_eight_submissions_at_once_are_one(tmp_path, people):
    narges = people.narges
    attempt = start(make_course(), narges)
    for answer in attempt.answers.select_related("version"):
        save_answer(attempt=attempt, position=answer.position, answer=token_of(answer, right=True), at=NOON)
    with on_disk(tmp_path):
        scores = in_parallel(8, lambda number: submit_attempt(attempt=attempt, by=narges.user, at=NOON).score)
        assert scores == [10000] * 8
        assert Completion.objects.count() == 1
        assert AuditEntry.objects.filter(verb="attempt.submitted").count() == 1
