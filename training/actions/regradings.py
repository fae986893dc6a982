"""Counting attempts again after a question's key was put right: new results beside the old ones."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from kit.audit.chain import record
from kit.dates.calendar import local_day
from kit.values.canonical import content_hash
from people.models import User
from people.notices.sending import send_notice
from training.actions.completions import complete_if_ready
from training.marking.engine import newest_rule
from training.models import Question, QuestionVersion, RegradedAttempt, Regrading
from training.notices.kinds import PASSED_AGAIN, REGRADED
from training.progress.terms import current_term
from training.quiz.regradings import attempts_asked, outcomes
from training.signals import attempt_regraded, course_passed

AT_ONCE = 100
CHUNK = 200


class RegradingRefused(Exception):
    """Nothing would change, or the question is being counted again already."""


@transaction.atomic
def begin_regrading(*, question: Question, reason: str, by: User, at: datetime) -> Regrading:
    """Write down that the question's attempts are counted again, and why. Raises RegradingRefused.

    A few are counted at once; of more, `regrade_some` does a part each time it is called.
    """
    asked = attempts_asked(question, by)
    if not any(True for _each in outcomes(question, asked)):
        raise RegradingRefused
    try:
        with transaction.atomic():
            regrading = Regrading.objects.create(
                course=question.course, question=question, reason=reason, began_by=by, began_at=at
            )
    except IntegrityError as at_it:
        raise RegradingRefused from at_it
    record(verb="question.regraded", on=regrading, by=by, at=at, question=question.key, course=question.course.key)
    if asked.count() <= AT_ONCE:
        regrade_some(regrading=regrading, at=at)
    return regrading


@transaction.atomic
def regrade_some(*, regrading: Regrading, at: datetime, after: int = 0) -> int | None:
    """Count up to CHUNK attempts with ids above `after`. Returns the last id, or None where all are done. Twice the
    same part changes nothing."""
    regrading = Regrading.objects.select_for_update().get(pk=regrading.pk)
    if regrading.done_at:
        return None
    asked = attempts_asked(regrading.question, regrading.began_by).filter(_began_before(regrading), pk__gt=after)
    some = list(asked.values_list("pk", flat=True)[:CHUNK])
    _count(regrading, some, at)
    if len(some) == CHUNK:
        return some[-1]
    regrading.done_at = at
    regrading.save(update_fields=["spared", "done_at"])
    record(
        verb="question.regrading_done", on=regrading, at=at, count=regrading.results.count(), spared=regrading.spared
    )
    return None


def _count(regrading, ids, at):
    attempts = attempts_asked(regrading.question).filter(pk__in=ids).exclude(regraded__regrading=regrading)
    found = list(outcomes(regrading.question, attempts))
    kept = [each for each in found if not each.would_fail]
    if not found:
        return
    regrading.spared += len(found) - len(kept)
    regrading.save(update_fields=["spared"])
    versions, fresh = _versions(regrading.question, kept, at)
    rows = [_row(regrading, each, versions, at) for each in kept]
    RegradedAttempt.objects.bulk_create(rows)
    record(verb="attempts.regraded", on=regrading, at=at, seals=[*fresh, *rows], count=len(rows))
    for outcome in kept:
        _follow(regrading, outcome, at)


def _began_before(regrading):
    """Attempts that were handed in when it began; later ones were asked by the new key."""
    return Q(submitted_at__lte=regrading.began_at)


def _versions(question, kept, at):
    """({content hash: id}, versions that are new) of what the answers are marked by now."""
    contents = {
        content_hash(mark.content): mark.content for each in kept for mark in each.marks if mark.version is None
    }
    have = dict(
        QuestionVersion.objects.filter(question=question, content_hash__in=contents).values_list("content_hash", "pk")
    )
    fresh = [
        QuestionVersion.objects.create(question=question, content=content, content_hash=own, made_at=at)
        for own, content in contents.items()
        if own not in have
    ]
    return have | {version.content_hash: version.pk for version in fresh}, fresh


def _row(regrading, outcome, versions, at):
    marks = [mark.kept(mark.version or versions[content_hash(mark.content)]) for mark in outcome.marks]
    return RegradedAttempt(
        regrading=regrading,
        attempt=outcome.attempt,
        score=outcome.after.score,
        is_passed=outcome.after.is_passed,
        rules_version=newest_rule(),
        marks=marks,
        made_at=at,
    )


def _follow(regrading, outcome, at):
    """What rests on the result: the pass, the certificate, and that the person hears of it."""
    attempt = outcome.attempt
    if outcome.passes_now:
        term = current_term(attempt.staff, attempt.course, local_day(at))
        if term.number == attempt.term:
            on = local_day(attempt.submitted_at)
            complete_if_ready(
                staff=attempt.staff, course=attempt.course, term=term, by=regrading.began_by, at=at, on=on
            )
        course_passed.send(type(attempt), attempt=attempt)
    attempt_regraded.send(type(attempt), attempt=attempt, at=at)
    _tell(regrading, outcome, at)


def _tell(regrading, outcome, at):
    course = outcome.attempt.course
    send_notice(
        to=outcome.attempt.staff.user,
        kind=PASSED_AGAIN if outcome.passes_now else REGRADED,
        at=at,
        url=outcome.attempt.get_absolute_url(),
        dedupe_key=f"{regrading.key}.{outcome.attempt.key}",
        title_fa=course.title_fa or course.title_en,
        title_en=course.title_en or course.title_fa,
    )
