"""Releasing: the subject may read it from now on, and nothing in it changes any more."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from evaluations import notices
from evaluations.actions.refusals import refuse_subject
from evaluations.errors import WrongState
from evaluations.models import Answer, CycleSource, Evaluation, EvaluationEvidence, EvaluationState
from evaluations.records.content import evaluation_hash
from evaluations.records.criterion_summaries import refresh_summaries
from evaluations.signals import evaluation_released
from kit.audit.chain import record
from kit.dates.calendar import local_day
from kit.dates.working_days import add_working_days
from people.models import User
from people.notices.sending import send_notice
from people.roles import staff_of

WORKING_DAYS_TO_ANSWER = 7


@transaction.atomic
def release_evaluation(*, evaluation: Evaluation, by: User, at: datetime) -> Evaluation:
    """Seal one evaluation that was handed in and show it to its subject. Nobody releases what was said of them."""
    (released,) = _lock([evaluation.pk])
    refuse_subject(released, by, "releases")
    if released.state != EvaluationState.SUBMITTED:
        raise WrongState("only what was handed in can be released")
    _release([released], by, at)
    return released


@transaction.atomic
def release_evaluations(*, evaluations: QuerySet[Evaluation], by: User, at: datetime) -> list[Evaluation]:
    """Release those of a queryset that are handed in and not about `by`; the others are left as they are. Returns the
    released."""
    wanted = evaluations.filter(state=EvaluationState.SUBMITTED).order_by("pk").values_list("pk", flat=True)
    mine = staff_of(by)
    rows = [row for row in _lock(list(wanted)) if row.state == EvaluationState.SUBMITTED and row.subject != mine]
    _release(rows, by, at)
    return rows


def _lock(ids):
    related = ("subject__user", "evaluator", "team", "cycle", "scorecard", "edition", "revision_of")
    return list(
        Evaluation.objects.select_for_update(of=("self",)).select_related(*related).filter(pk__in=ids).order_by("pk")
    )


def _release(rows, by, at):
    due_on = add_working_days(local_day(at), WORKING_DAYS_TO_ANSWER)
    for row in rows:
        row.state, row.released_at, row.final_due_on = EvaluationState.RELEASED, at, due_on
    seal(rows)
    fields = ["state", "released_at", "final_due_on", "content_hash"]
    Evaluation.objects.bulk_update(rows, fields, batch_size=200)
    _tell(rows, by, at)


def seal(rows: Sequence[Evaluation]) -> None:
    """Give released evaluations (in memory, with their names selected) the hash of their content."""
    ids = [row.pk for row in rows]
    answers = _by_evaluation(Answer.objects.filter(evaluation__in=ids).select_related("criterion", "outcome"))
    evidence = _by_evaluation(EvaluationEvidence.objects.filter(evaluation__in=ids).select_related("criterion"))
    for row in rows:
        row.content_hash = evaluation_hash(row, answers.get(row.pk, ()), evidence.get(row.pk, ()))


def _by_evaluation(rows):
    rows = sorted(rows, key=lambda row: row.evaluation_id)
    return {key: list(group) for key, group in groupby(rows, key=lambda row: row.evaluation_id)}


def _tell(rows, by, at):
    for cycle_id in {row.cycle_id for row in rows}:
        refresh_summaries(cycle_id, {row.team_id for row in rows if row.cycle_id == cycle_id})
    for row in rows:
        about = {"number": row.number, "content_hash": row.content_hash}
        record(verb="evaluation.released", on=row, by=by, at=at, seals=[row], **about)
        evaluation_released.send(sender=Evaluation, evaluation=row)
    for row in _to_read_now(rows):
        send_notice(
            to=row.subject.user,
            kind=notices.RELEASED,
            at=at,
            url=row.get_absolute_url(),
            dedupe_key=row.key,
            number=row.number,
        )


def _to_read_now(rows):
    """What its subject may read from now on: not what stays hidden, but what these rows bring out of hiding. Who was
    told of one already is not told again (the notice's `dedupe_key`)."""
    people = {(row.cycle_id, row.subject_id, row.source) for row in rows}
    hides = CycleSource.objects.filter(cycle=OuterRef("cycle"), source=OuterRef("source"), threshold__gt=1)
    beside = Q(Exists(hides), cycle__in={cycle for cycle, *_who in people}, subject__in={who for _, who, _ in people})
    shown = Evaluation.objects.shown().filter(Q(pk__in=[row.pk for row in rows]) | beside, state="released")
    for row in shown.select_related("subject__user").order_by("pk"):
        if (row.cycle_id, row.subject_id, row.source) in people:
            yield row
