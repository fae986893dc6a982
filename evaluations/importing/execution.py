"""Writing planned rows as final evaluations: one transaction, all or nothing."""

from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from evaluations.errors import Refused
from evaluations.importing.directory import People
from evaluations.importing.foundations import add_missing_people, batch_for
from evaluations.importing.plan import EMPTY, WRONG, plan_import
from evaluations.models import Answer, Evaluation, EvaluationState, Scorecard
from evaluations.models.imports import ImportedRow
from evaluations.records.assessment import criteria_of, score
from evaluations.records.content import evaluation_hash
from evaluations.records.criterion_summaries import refresh_summaries
from evaluations.records.numbers import take_numbers
from kit.audit.chain import record
from kit.dates.calendar import local_day
from kit.queries.statistics import count_anew
from people.staff.work import teams_on

ROWS_AT_ONCE = 500
REHEARSED = 200  # so many rows are tried where a person waits for the preview


class ImportRefused(ValueError):
    """The file has problems; `plan` names them. Nothing was written."""

    def __init__(self, plan):
        super().__init__(f"{plan.count('wrong')} rows and the file itself have problems")
        self.plan = plan


class PlanChanged(ValueError):
    """Since it was looked at, something else was imported, or the company changed. Nothing was written."""


class _Undo(Exception):
    pass


@dataclass(frozen=True)
class Imported:
    plan: object
    evaluations: tuple[Evaluation, ...]
    batch: object = None


def import_evaluations(*, table, file_hash, source, mapping, by, at, fingerprint=None, **choices):
    """Write every new row as a final evaluation. Raises ImportRefused; the same file again changes nothing.

    `choices` as of `plan_import`; `fingerprint`: of the plan that was looked at, else PlanChanged.
    """
    inputs = {"table": table, "file_hash": file_hash, "source": source, "mapping": mapping, "on": local_day(at)}
    with transaction.atomic():
        plan = plan_import(**inputs, **choices)
        if not plan.is_good:
            raise ImportRefused(plan)
        if fingerprint is not None and plan.fingerprint != fingerprint:
            raise PlanChanged
        return _carried_out(plan, plan.new, by, at)


def rehearsed(plan, *, by, at, most=None):
    """The plan, with what writing it would run into beside its problems: it is written and taken back.

    `most`: only so many of its new rows.
    """
    if not plan.is_good or not plan.new:
        return plan
    try:
        with transaction.atomic():
            _carried_out(plan, plan.new[:most], by, at)
            raise _Undo
    except _Undo:
        return plan
    except ImportRefused as refused:
        return refused.plan


def _carried_out(plan, rows, by, at):
    if not rows:
        return Imported(plan, ())
    try:
        with transaction.atomic():
            return _written(plan, rows, by, at)
    except (Refused, DatabaseError, ValidationError, ValueError, OverflowError) as problem:
        words = _("it cannot be written: %(problem)s") % {"problem": str(problem)[:300]}
        raise ImportRefused(replace(plan, problems=(*plan.problems, words))) from problem


def _written(plan, rows, by, at):
    mapping, batch = plan.mapping, batch_for(plan, by=by, at=at)
    scorecard = Scorecard.objects.with_lines().get(pk=batch.scorecard_id)
    add_missing_people(mapping, rows, People(rows).ids.keys(), by=by, at=at)
    people = People(rows).fetch()
    days = [(people[row.subject["code"].casefold()].pk, row.observed_on) for row in rows]
    teams = teams_on([staff.pk for staff in people.values()], days)
    numbers = take_numbers(local_day(at), len(rows))
    evaluations = []
    for start in range(0, len(rows), ROWS_AT_ONCE):
        some = slice(start, start + ROWS_AT_ONCE)
        written, beside = _write(batch, scorecard, people, teams, rows[some], numbers[some], at)
        record(verb="evaluations.sealed", on=batch, by=by, at=at, seals=[*written, *beside], rows=len(written))
        evaluations += written
    if len(rows) > ROWS_AT_ONCE:
        count_anew(Evaluation, Answer)
    refresh_summaries(batch.cycle_id, {evaluation.team_id for evaluation in evaluations})
    left = plan.count(WRONG) + plan.count(EMPTY)
    about = {"rows": len(rows), "file": plan.file_hash, "sealed": evaluations[-1].content_hash}
    about |= {"left_out": left} if left else {}
    record(verb="evaluations.imported", on=batch, by=by, at=at, **about)
    return Imported(plan, tuple(evaluations), batch)


def _write(batch, scorecard, people, teams, rows, numbers, at):
    evaluations = [
        _evaluation(batch, scorecard, people, teams, row, number, at) for row, number in zip(rows, numbers, strict=True)
    ]
    answers = [_answers(scorecard, row) for row in rows]
    for evaluation, own in zip(evaluations, answers, strict=True):
        score(evaluation, own)
        evaluation.content_hash = evaluation_hash(evaluation, own.values())
    evaluations = Evaluation.objects.bulk_create(evaluations)
    for evaluation, own in zip(evaluations, answers, strict=True):
        for answer in own.values():
            answer.evaluation = evaluation
    Answer.objects.bulk_create([answer for own in answers for answer in own.values()], batch_size=2000)
    beside = ImportedRow.objects.bulk_create(
        [
            ImportedRow(
                batch=batch,
                number=row.number,
                row_hash=row.hash,
                identity=row.identity,
                context=row.context,
                evaluation=evaluation,
            )
            for row, evaluation in zip(rows, evaluations, strict=True)
        ]
    )
    return evaluations, beside


def _evaluation(batch, scorecard, people, teams, row, number, at):
    subject = people[row.subject["code"].casefold()]
    return Evaluation(
        number=number,
        cycle=batch.cycle,
        subject=subject,
        evaluator=people[row.evaluator["code"].casefold()],
        team=teams.get((subject.pk, row.observed_on), subject.team),
        source=row.source,
        scorecard=scorecard,
        edition=scorecard.edition,
        observed_on=row.observed_on,
        state=EvaluationState.FINAL,
        started_at=at,
        saved_at=at,
        submitted_at=at,
        released_at=at,
        final_due_on=local_day(at),
        final_at=at,
    )


def _answers(scorecard, row):
    """{criterion id: Answer}; an empty cell did not arise. Criteria stand in the order of the mapping."""
    rows = {}
    for criterion, read in zip(criteria_of(scorecard), row.answers, strict=True):
        outcome = None
        if read.value is not None and not criterion.scale.is_numeric:
            outcome = next(o for o in criterion.scale.outcomes.all() if o.value == read.value)
        rows[criterion.pk] = Answer(
            criterion=criterion, outcome=outcome, given=read.given, is_na=read.value is None, value=read.value
        )
    return rows
