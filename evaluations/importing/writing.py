"""Writing planned rows as final evaluations: one transaction, all or nothing."""

from dataclasses import dataclass

from django.db import transaction

from evaluations.content import evaluation_hash
from evaluations.importing.planning import NEW, plan_import
from evaluations.importing.setting_up import batch_for, people_for
from evaluations.judging import criteria_of, score
from evaluations.models import Answer, Evaluation, EvaluationState, Scorecard, Source
from evaluations.models.imported import ImportedRow
from evaluations.numbers import take_numbers
from evaluations.sums import refresh_summaries
from kit.audit.chain import record
from kit.calendar import local_day
from people.models import StaffMember
from people.work import teams_on

ROWS_AT_ONCE = 500


class ImportRefused(ValueError):
    """The file has problems; `plan` names them. Nothing was written."""

    def __init__(self, plan):
        super().__init__(f"{plan.count('wrong')} rows and the file itself have problems")
        self.plan = plan


@dataclass(frozen=True)
class Imported:
    plan: object
    evaluations: tuple[Evaluation, ...]


@transaction.atomic
def import_evaluations(*, table, file_hash, source, mapping, by, at):
    """Write every new row as a final evaluation. Raises ImportRefused; the same file again changes nothing."""
    plan = plan_import(table=table, file_hash=file_hash, source=source, mapping=mapping)
    if not plan.is_good:
        raise ImportRefused(plan)
    rows = [planned.row for planned in plan.rows if planned.status == NEW]
    if not rows:
        return Imported(plan, ())
    batch = batch_for(plan, by=by, at=at)
    scorecard = Scorecard.objects.with_lines().get(pk=batch.scorecard_id)
    people = people_for(plan, rows, by=by, at=at)
    people = {s.code: s for s in StaffMember.objects.filter(code__in=people).select_related("team")}
    days = [(people[row.subject["code"]].pk, row.observed_on) for row in rows]
    teams = teams_on([staff.pk for staff in people.values()], days)
    numbers = take_numbers(local_day(at), len(rows))
    evaluations = []
    for start in range(0, len(rows), ROWS_AT_ONCE):
        some = slice(start, start + ROWS_AT_ONCE)
        written, beside = _write(batch, mapping, scorecard, people, teams, rows[some], numbers[some], at)
        record(verb="evaluations.sealed", on=batch, by=by, at=at, seals=[*written, *beside], rows=len(written))
        evaluations += written
    refresh_summaries(batch.cycle_id, {evaluation.team_id for evaluation in evaluations})
    seals = [evaluation.content_hash for evaluation in evaluations]
    record(verb="evaluations.imported", on=batch, by=by, at=at, rows=len(rows), file=plan.file_hash, sealed=seals[-1])
    return Imported(plan, tuple(evaluations))


def _write(batch, mapping, scorecard, people, teams, rows, numbers, at):
    evaluations = [
        _evaluation(batch, scorecard, people, teams, row, number, at) for row, number in zip(rows, numbers, strict=True)
    ]
    answers = [_answers(mapping, scorecard, row) for row in rows]
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
            ImportedRow(batch=batch, number=row.number, row_hash=row.hash, context=row.context, evaluation=evaluation)
            for row, evaluation in zip(rows, evaluations, strict=True)
        ]
    )
    return evaluations, beside


def _evaluation(batch, scorecard, people, teams, row, number, at):
    subject = people[row.subject["code"]]
    return Evaluation(
        number=number,
        cycle=batch.cycle,
        subject=subject,
        evaluator=people[row.evaluator["code"]],
        team=teams.get((subject.pk, row.observed_on), subject.team),
        source=Source.LEAD,
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


def _answers(mapping, scorecard, row):
    """{criterion id: Answer}; an empty cell did not arise. Criteria stand in the order of the mapping."""
    values = {outcome.answer: outcome.value for outcome in mapping.outcomes}
    rows = {}
    for criterion, given in zip(criteria_of(scorecard), row.answers.values(), strict=True):
        outcome = None
        if given:
            outcome = next(o for o in criterion.scale.outcomes.all() if o.value == values[given])
        rows[criterion.pk] = Answer(
            criterion=criterion, outcome=outcome, is_na=outcome is None, value=outcome.value if outcome else None
        )
    return rows
