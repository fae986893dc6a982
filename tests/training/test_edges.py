"""Training at its edges: a mark exactly reached, a pass on its last day; and what nobody does for themselves."""

from datetime import date, timedelta

import pytest

from people.errors import AboutOneself
from tests.factories.playbook import FrozenStandardFactory, frozen_edition
from tests.factories.training import AssignmentFactory, CompletionFactory, CourseFactory, ObservationFactory
from tests.rule_open import may
from tests.training.world import NOON
from training.actions import (
    NotYourAttempt,
    ObservationRefused,
    excuse_assignment,
    grant_attempt,
    record_observation,
    start_attempt,
    submit_attempt,
    withdraw_observation,
)
from training.actions.assignments import assign_for_low_score, end_requirement, require_course
from training.marking.engine import Marked, points_for, result, weighted_score
from training.models import Requirement
from training.models.status import Facts, Status, status_of
from training.notices.reminders import item_of
from training.progress.compliance import compliance_of, own_compliance
from training.progress.validity import is_expiring, valid_until
from training.quiz.draw import draw

ONE = timedelta(days=1)
DAY = date(2026, 3, 10)
AROUND = (DAY - ONE, DAY, DAY + ONE)


# Marks ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("points", "passed"), [(7999, False), (8000, True), (8001, True)])
def test_an_attempt_at_its_pass_mark(points, passed):
    assert result([Marked(points, 1, ())], pass_mark=8000, critical_mark=10000).is_passed is passed


@pytest.mark.parametrize(("points", "passed"), [(8999, False), (9000, True), (9001, True)])
def test_an_attempt_at_the_mark_of_a_critical_standard(points, passed):
    found = result([Marked(points, 1, (("DUR-05", True),))], pass_mark=0, critical_mark=9000)
    assert found.is_passed is passed
    assert found.failed_critical == (() if passed else ("DUR-05",))
    assert result([Marked(points, 1, (("DUR-01", False),))], pass_mark=0, critical_mark=9000).is_passed


def test_full_points_miss_nothing_and_a_half_goes_up():
    marked = [Marked(10000, 1, (("A", False),)), Marked(9999, 1, (("B", False), ("B", False)))]
    assert result(marked, pass_mark=0, critical_mark=0).missed == ("B",)
    assert weighted_score(marked) == 10000
    assert weighted_score([Marked(1, 1, ()), Marked(0, 3, ())]) == 0
    assert weighted_score([Marked(1, 2, ()), Marked(0, 2, ())]) == 1


def options(*shares):
    return [
        {"key": str(n), "correct": share > 0, "share": share, "fa": "x", "en": ""} for n, share in enumerate(shares)
    ]


def test_points_are_never_below_nothing_nor_above_all():
    content = {"kind": "multiple", "options": [{**each, "share": None} for each in options(1, 1, 0, 0)]}
    assert points_for(content, ["0", "1"]) == 10000
    assert points_for(content, ["0"]) == 5000
    assert points_for(content, ["2", "3"]) == 0
    single = {"kind": "single", "options": [{**each, "share": None} for each in options(1, 0)]}
    assert (points_for(single, ["0"]), points_for(single, ["1"]), points_for(single, ["0", "1"])) == (10000, 0, 0)


@pytest.mark.parametrize(("count", "drawn"), [(0, 4), (1, 2), (2, 3), (3, 4)])
def test_so_many_are_drawn_for_each_standard(count, drawn):
    class Straight:
        def shuffle(self, order):
            pass

    tagged = [("a", {"A"}), ("b", {"A"}), ("c", {"A"}), ("d", set())]
    assert len(draw(tagged, count, Straight())) == drawn


# Days ----------------------------------------------------------------------------------------------------------------


def test_an_assignment_is_late_on_the_day_after_its_last():
    assert [status_of(Facts(due_on=DAY), day) for day in AROUND] == [Status.ASSIGNED, Status.ASSIGNED, Status.OVERDUE]


def test_a_pass_holds_on_its_last_day():
    facts = Facts(due_on=DAY, completed_on=DAY - 90 * ONE, valid_until=DAY, warned_on=DAY - 30 * ONE)
    assert [status_of(facts, day) for day in AROUND] == [Status.EXPIRING, Status.EXPIRING, Status.EXPIRED]


def test_a_pass_expires_from_its_warn_day_on():
    assert [is_expiring(DAY + 30 * ONE, 30, day) for day in AROUND] == [False, True, True]
    assert [is_expiring(DAY, 30, day) for day in AROUND] == [True, True, False]
    assert not is_expiring(None, 30, DAY)
    facts = Facts(due_on=DAY, completed_on=DAY - 90 * ONE, valid_until=DAY + 30 * ONE, warned_on=DAY)
    assert [status_of(facts, day) for day in AROUND] == [Status.VALID, Status.EXPIRING, Status.EXPIRING]


def test_a_change_counts_from_its_day_on():
    facts = Facts(due_on=DAY, completed_on=DAY - 9 * ONE)
    assert [status_of(facts, day, DAY) for day in AROUND] == [Status.VALID, Status.OUTDATED, Status.OUTDATED]


@pytest.mark.parametrize(("learned", "status"), [(-1, Status.OUTDATED), (0, Status.VALID), (1, Status.VALID)])
def test_what_was_learned_on_the_day_of_a_change_is_not_outdated(learned, status):
    facts = Facts(due_on=DAY, completed_on=DAY, learned_on=DAY + learned * ONE)
    assert status_of(facts, DAY + ONE, DAY) == status


def test_a_renewal_counts_from_the_old_end_inside_the_warn_window_alone():
    def until(day):
        return valid_until(completed_on=day, months=12, previous=DAY, warn_days=30)

    assert until(DAY - 31 * ONE) == date(2027, 2, 7)
    assert until(DAY - 30 * ONE) == until(DAY) == date(2027, 3, 10)
    assert until(DAY + ONE) == date(2027, 3, 11)
    assert valid_until(completed_on=DAY, months=0, previous=None, warn_days=30) is None


@pytest.mark.parametrize("day", AROUND)
def test_training_is_in_order_up_to_the_last_day_on_both_ways(people, day):
    AssignmentFactory(staff=people.narges, due_on=DAY)
    valid = day <= DAY
    assert own_compliance(people.narges, day).is_valid is valid
    assert compliance_of([people.narges.pk], day)[people.narges.pk].is_valid is valid


@pytest.mark.parametrize("day", AROUND)
def test_a_pass_is_in_order_up_to_its_last_day_on_both_ways(people, day):
    course = CourseFactory()
    assignment = AssignmentFactory(staff=people.narges, course=course, due_on=DAY - 90 * ONE)
    CompletionFactory(
        staff=people.narges, course=course, term=assignment.term, completed_on=DAY - 95 * ONE, valid_until=DAY
    )
    valid = day <= DAY
    assert own_compliance(people.narges, day).is_valid is valid
    assert compliance_of([people.narges.pk], day)[people.narges.pk].is_valid is valid


class Row:
    def __init__(self, **facts):
        self.__dict__.update(facts)


@pytest.mark.parametrize(("days", "stage"), [(4, None), (3, "due-soon"), (0, "due-soon")])
def test_a_reminder_comes_three_days_before(days, stage):
    row = Row(due_on=DAY + days * ONE, assignment=Row(assigned_at=NOON - 60 * ONE))
    item = item_of(row, Status.IN_PROGRESS, DAY)
    assert (item.stage if item else None) == stage


@pytest.mark.parametrize(("days", "stage"), [(1, 0), (6, 0), (7, 1), (55, 7), (56, 8), (99, 8)])
def test_a_late_course_is_told_once_a_week_for_eight_weeks(days, stage):
    assert item_of(Row(due_on=DAY - days * ONE), Status.OVERDUE, DAY).stage == f"overdue-{stage}"


@pytest.mark.parametrize(("days", "stage"), [(8, "expiring"), (7, "expiring-last"), (0, "expiring-last")])
def test_the_last_word_of_an_expiry_comes_a_week_before(days, stage):
    assert item_of(Row(valid_until=DAY + days * ONE), Status.EXPIRING, DAY).stage == stage


@pytest.mark.parametrize(("days", "told"), [(7, True), (8, False)])
def test_what_was_given_more_than_a_week_ago_is_not_new(days, told):
    row = Row(due_on=DAY + 60 * ONE, assignment=Row(assigned_at=NOON - days * ONE))
    assert bool(item_of(row, Status.ASSIGNED, DAY)) is told


@pytest.mark.parametrize(("score", "is_given"), [(6999, True), (7000, False), (7001, False)])
def test_a_low_score_is_one_below_the_bar(people, score, is_given):
    course = CourseFactory()
    require_course(course=course, standard_code="DUR-01", below=7000, by=people.hoda.user, at=NOON)
    about = {"staff": people.narges, "code": "DUR-01", "score": score, "by": None, "at": NOON}
    assert bool(assign_for_low_score(seen_on=DAY, **about)) is is_given


@pytest.mark.parametrize(("days", "is_given"), [(-1, True), (0, False), (1, False)])
def test_who_passed_on_the_day_or_later_is_not_given_it_for_that_day(people, days, is_given):
    course = CourseFactory()
    require_course(course=course, standard_code="DUR-01", by=people.hoda.user, at=NOON)
    CompletionFactory(staff=people.narges, course=course, completed_on=DAY + days * ONE)
    about = {"staff": people.narges, "code": "DUR-01", "score": 0, "by": None, "at": NOON}
    assert bool(assign_for_low_score(seen_on=DAY, **about)) is is_given


def test_a_requirement_ends_on_the_day_it_is_ended(people):
    requirement = require_course(course=CourseFactory(), by=people.hoda.user, at=NOON)
    end_requirement(requirement=requirement, by=people.hoda.user, at=NOON)
    assert Requirement.objects.get().ended_on == DAY
    assert [Requirement.objects.active_on(day).exists() for day in AROUND] == [True, False, False]


# Nobody for themselves, nobody for another ---------------------------------------------------------------------------


def test_nobody_sits_a_quiz_for_another(people, course):
    for who in (people.parisa, people.hoda, people.saeed):
        with pytest.raises(NotYourAttempt):
            start_attempt(course=course, staff=people.narges, by=who.user, at=NOON)
    attempt = start_attempt(course=course, staff=people.narges, by=people.narges.user, at=NOON)
    for who in (people.parisa, people.hoda, people.saeed):
        with pytest.raises(NotYourAttempt):
            submit_attempt(attempt=attempt, by=who.user, at=NOON)
        for deed in ("save_answer", "submit_attempt"):
            assert not may(who, f"training.{deed}", attempt)
            assert may(people.narges, f"training.{deed}", attempt)


@pytest.mark.parametrize("deed", [excuse_assignment, grant_attempt])
def test_nobody_eases_their_own_course(people, deed):
    more = {"reason": "x"} if deed is excuse_assignment else {}
    own = AssignmentFactory(staff=people.hoda)
    with pytest.raises(AboutOneself):
        deed(assignment=own, by=people.hoda.user, at=NOON, **more)
    own.refresh_from_db()
    assert (own.excused_at, own.extra_attempts) == (None, 0)
    deed(assignment=own, by=people.mina.user, at=NOON, **more)
    name = f"training.{deed.__name__}"
    assert not may(people.hoda, name, own)
    assert may(people.mina, name, own)
    assert not may(people.armin, name, own)
    assert not may(people.saeed, name, own)


def test_an_observation_is_taken_back_by_who_noted_it(people):
    standard = frozen_edition().standards.first()
    seen = ObservationFactory(staff=people.narges, observer=people.saeed, standard=standard)
    for who in (people.hoda, people.narges, people.kaveh):
        with pytest.raises(ObservationRefused):
            withdraw_observation(observation=seen, by=who.user, at=NOON)
        assert not may(who, "training.withdraw_observation", seen)
    assert may(people.saeed, "training.withdraw_observation", seen)
    assert withdraw_observation(observation=seen, by=people.saeed.user, at=NOON).withdrawn_at == NOON


@pytest.mark.parametrize(("days", "goes"), [(-1, True), (0, True), (1, False)])
def test_nothing_is_seen_on_a_day_to_come_or_of_oneself(people, days, goes):
    edition = frozen_edition(standards=0)
    about = {"standard": FrozenStandardFactory(edition=edition), "by": people.saeed.user, "at": NOON}
    deed = {"observer": people.saeed, "seen_on": DAY + days * ONE, **about}
    if goes:
        assert record_observation(staff=people.narges, **deed).seen_on == DAY + days * ONE
    else:
        with pytest.raises(ObservationRefused):
            record_observation(staff=people.narges, **deed)
    with pytest.raises(ObservationRefused):
        record_observation(staff=people.saeed, **deed)


def test_who_may_what_with_courses(people):
    def those(permission):
        return {who.given_name_en for who in people.everybody if may(who, f"training.{permission}")}

    assert those("view_team") == those("observe") == {"Saeed", "Kaveh"}
    assert those("view_assignments") == {"Mina", "Hoda", "Armin"}
    assert those("view_board") == {"Saeed", "Kaveh", "Mina", "Hoda", "Armin"}
    for deed in ("assign_course", "require_course", "end_requirement"):
        assert those(deed) == {"Mina", "Hoda"}, deed
    for deed in ("write_courses", "move_lesson", "move_question"):
        assert those(deed) == {"Mina"}, deed
    assert may(people.saeed, "training.record_observation", people.narges)
    assert not may(people.saeed, "training.record_observation", people.kaveh)
    assert not may(people.saeed, "training.record_observation", people.saeed)


@pytest.mark.parametrize(("text", "points"), [("7.99", 0), ("8", 10000), ("12", 10000), ("12.01", 0)])
def test_a_number_exactly_at_the_end_of_its_tolerance_is_right(text, points):
    blank = {"fa": "", "en": "", "share": None, "feedback_fa": "", "feedback_en": ""}
    ten = {"key": "a", "correct": True, "number": "10", "tolerance": "2", **blank}
    assert points_for({"kind": "numeric", "options": [ten]}, [text]) == points
