"""What a change of several questions at once comes to, before it is made. Reads rows; writes nothing."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from training.actions import (
    bring_back_questions,
    follow_edition,
    move_questions,
    retire_questions,
    tie_questions_to,
    weigh_questions,
)
from training.actions.questions.lists import asked_of
from training.models import Attempt, Course, Question

RETIRE, BRING_BACK, WEIGH, TIE, FOLLOW, MOVE = "retire", "bring_back", "weigh", "tie", "follow", "move"
DEEDS = {
    RETIRE: (_("Retire"), retire_questions),
    BRING_BACK: (_("Bring back"), bring_back_questions),
    WEIGH: (_("Change the weight"), weigh_questions),
    TIE: (_("Tie to a standard"), tie_questions_to),
    FOLLOW: (_("Follow the edition in force"), follow_edition),
    MOVE: (_("Move to another course"), move_questions),
}
MOST_AT_ONCE = 200


@dataclass(frozen=True)
class Coming:
    """`rows` that change; `asked` of them in attempts, `open` attempts that ask one now; `emptied`: courses that have
    no quiz afterwards; `begun`: courses that are published and have one from then on."""

    do: str
    rows: list
    passed_over: int
    asked: int
    open: int
    emptied: list = field(default_factory=list)
    begun: list = field(default_factory=list)


def coming(do, rows, *, weight=None, code="", course=None):
    """The Coming of `do` with `rows`; a constant number of queries."""
    changing = [row for row in rows if _changes(do, row, weight, code, course)]
    attempts = Attempt.objects.is_open().filter(answers__question__in=[row.pk for row in changing]).distinct()
    return Coming(
        do=do,
        rows=changing,
        passed_over=len(rows) - len(changing),
        asked=len(asked_of(changing)),
        open=attempts.count(),
        emptied=_emptied(changing) if do in (RETIRE, MOVE) else [],
        begun=_begun(changing, course) if do in (BRING_BACK, MOVE) else [],
    )


def _changes(do, row, weight, code, course):
    if do == RETIRE:
        return not row.is_retired
    if do == BRING_BACK:
        return row.is_retired
    if do == WEIGH:
        return row.weight != weight
    if do == TIE:
        tied = {tag.standard.code for tag in row.standards.all()} | {one.code for one in row.awaited.all()}
        return code not in tied
    if do == MOVE:
        return row.course_id != course.pk
    return row.is_stale


def _emptied(rows):
    """Courses whose every asked question is among `rows`."""
    ids = {row.pk for row in rows if _is_asked(row)}
    courses = {row.course_id for row in rows if row.pk in ids}
    left = Question.objects.in_use().filter(course__in=courses).exclude(pk__in=ids)
    staying = {*left.order_by().values_list("course", flat=True).distinct()}
    return list(Course.objects.filter(pk__in=courses - staying))


def _begun(rows, target):
    ids = {target.pk} if target else {row.course_id for row in rows}
    ids = ids if any(not row.is_draft for row in rows) else set()
    have = Question.objects.in_use().filter(course__in=ids).order_by().values_list("course", flat=True)
    return list(Course.objects.filter(pk__in=ids - {*have.distinct()}, is_live=True))


def _is_asked(row):
    return not (row.is_retired or row.is_draft)
