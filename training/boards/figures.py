"""How a course fares: how many are where, how the quiz goes. Constant queries; the quiz from its newest attempts."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Q

from kit.values.rounding import half_up_div
from training.models import Attempt, AttemptAnswer, LessonProgress, RegradedAttempt, Standing
from training.models.status import IS_NOT_VALID, Status
from training.progress.staleness import all_changes
from training.quiz.statistics import item_figures, median

NEWEST = 1000


@dataclass(frozen=True)
class CourseFigures:
    """`by_status`: {Status: people}; `sat` first attempts at the whole quiz, of which `passed` were enough."""

    by_status: dict = field(default_factory=dict)
    sat: int = 0
    passed: int = 0

    def count(self, *statuses):
        return sum(self.by_status.get(status, 0) for status in statuses)

    @property
    def people(self):
        return sum(self.by_status.values())

    @property
    def done(self):
        return self.count(Status.VALID, Status.EXPIRING)

    @property
    def under_way(self):
        return self.count(Status.ASSIGNED, Status.IN_PROGRESS)

    @property
    def late(self):
        return self.count(Status.OVERDUE)

    @property
    def lapsed(self):
        return self.count(*IS_NOT_VALID) - self.late

    @property
    def valid_share(self):
        """Basis points of those who are asked, None where nobody is."""
        asked = self.people - self.count(Status.EXCUSED)
        return half_up_div(10000 * self.done, asked) if asked else None

    @property
    def pass_rate(self):
        return half_up_div(10000 * self.passed, self.sat) if self.sat else None


def figures_of_courses(on, *, courses=None, team=None):
    """{course id: CourseFigures} of everybody at work, or of a team; two queries."""
    standings, attempts = Standing.objects.at_work(on), Attempt.objects.submitted().filter(number=1, is_delta=False)
    if team is not None:
        standings, attempts = standings.filter(staff__team=team), attempts.filter(staff__team=team)
    if courses is not None:
        standings, attempts = standings.filter(course__in=courses), attempts.filter(course__in=courses)
    statuses = defaultdict(dict)
    rows = standings.with_status(on, all_changes(on)).order_by().values_list("course", "status")
    for course, status, n in rows.annotate(n=Count("pk")):
        statuses[course][Status(status)] = n
    by_result = attempts.with_result().order_by().values("course")
    sat = by_result.annotate(n=Count("pk"), passed=Count("pk", filter=Q(is_passed=True) | Q(result_passed=True)))
    tries = {row["course"]: (row["n"], row["passed"]) for row in sat}
    return {course: CourseFigures(statuses[course], *tries.get(course, (0, 0))) for course in {*statuses, *tries}}


@dataclass(frozen=True)
class FunnelStep:
    """One step of the funnel: how many came so far, of how many at its top."""

    name: str
    count: int
    of: int

    @property
    def share(self):
        return half_up_div(10000 * self.count, self.of) if self.of else None


FUNNEL = ("assigned", "begun", "read", "sat", "completed")


def funnel(course, on):
    """Everybody at work to whom the course was given, in their newest term: who got how far. Three queries.

    Each step holds whoever got further, so it never widens downwards.
    """
    rows = Standing.objects.at_work(on).filter(course=course, assignment__isnull=False, is_excused=False).order_by()
    standings = list(rows.values_list("staff", "term", "begun_at", "completed_on"))
    reached = {(staff, term): 0 for staff, term, _begun, _done in standings}
    read, sat = _read_all(course), set(_sat(course))
    for staff, term, begun, done in standings:
        passed = [begun is not None, (staff, term) in read, (staff, term) in sat, done is not None]
        reached[staff, term] = max((step for step, is_there in enumerate(passed, start=1) if is_there), default=0)
    return [
        FunnelStep(name, sum(far >= place for far in reached.values()), len(reached))
        for place, name in enumerate(FUNNEL)
    ]


def _read_all(course):
    """{(staff id, term)} who finished every lesson."""
    count = course.lessons.filter(is_live=True).count()
    rows = LessonProgress.objects.filter(lesson__course=course, lesson__is_live=True, finished_at__isnull=False)
    grouped = rows.order_by().values_list("staff", "term").annotate(n=Count("pk"))
    return {(staff, term) for staff, term, n in grouped.filter(n__gte=count)} if count else set()


def _sat(course):
    return course.attempts.submitted().order_by().values_list("staff", "term").distinct()


@dataclass(frozen=True)
class QuizFigures:
    """Of the newest attempts: how many, the median seconds of a sitting, {question id: ItemFigures}."""

    attempts: int
    seconds: int | None
    items: dict


def quiz_figures(course):
    """From the newest NEWEST attempts at the whole quiz; two queries."""
    newest = course.attempts.submitted().filter(is_delta=False).order_by("-submitted_at", "-pk")[:NEWEST]
    sittings = {pk: (done - began).total_seconds() for pk, began, done in newest.values_list(
        "pk", "started_at", "submitted_at")}  # fmt: skip
    marks = defaultdict(dict)
    if sittings:
        answers = AttemptAnswer.objects.filter(attempt__course=course, attempt__gte=min(sittings)).order_by()
        for attempt, question, points in answers.values_list("attempt", "question", "points"):
            if attempt in sittings:
                marks[attempt][question] = points
        _count_again(course, marks)
    seconds = median(int(length) for length in sittings.values())
    return QuizFigures(len(sittings), seconds, item_figures(marks.values()))


def _count_again(course, marks):
    """What was counted again counts by its newest marks."""
    rows = RegradedAttempt.objects.filter(attempt__course=course, attempt__in=marks).order_by("pk")
    newest = dict(rows.values_list("attempt", "marks"))
    for attempt, own in newest.items():
        marks[attempt] |= {each["question"]: each["points"] for each in own}
