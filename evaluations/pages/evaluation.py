"""What the page of one evaluation shows."""

from dataclasses import dataclass

from evaluations.models import SectionKind
from evaluations.results.reasons import Reason, Reasons, explained_scores
from evaluations.results.scores import PersonScore, touchpoint_scores
from evaluations.scorecards.wordings import Rewordings, rewordings_today
from evaluations.scoring.engine import FULL


@dataclass
class CriterionLine:
    """One criterion as it was judged. Points in basis points of the whole. `reason`: why it counts less than that;
    `took`: what it took from others because it is critical and was not met."""

    criterion: object
    answer: object
    evidence: list
    kind: str
    is_gate: bool = False
    rewording: object = None
    reason: Reason | None = None
    took: int = 0

    @property
    def lost(self):
        """Of what it cost, only once: what a missed critical criterion took is laid to that one."""
        given = self.answer.raw_contribution if self.reason else self.answer.contribution
        return max(0, self.answer.applied_weight - given) + self.took

    @property
    def is_full(self):
        return self.answer.value == FULL


@dataclass
class DetailPage:
    lines: list
    others: list
    touchpoints: list
    score: PersonScore
    answered: int
    not_arisen: int
    criticals: str
    failed_criticals: int
    most_lost: CriterionLine | None
    rewordings: Rewordings
    reason: Reason | None


def detail_page(evaluation, reader):
    """Wants the evaluation with its names. The cycle's score is that of what the user `reader` may see of it."""
    related = ("outcome", "criterion__section", "criterion__standard", "criterion__scale")
    answers = evaluation.answers.select_related(*related)
    files = {}
    for row in evaluation.evidence.all():
        files.setdefault(row.criterion_id, []).append(row)
    answers = sorted(answers, key=_place_in_form)
    rewordings = rewordings_today(evaluation, [answer.criterion.standard for answer in answers])
    reasons = Reasons(evaluation, answers)
    lines = [_line(answer, files, rewordings, reasons) for answer in answers]
    return _page(evaluation, lines, rewordings, reasons, reader)


def _place_in_form(answer):
    criterion = answer.criterion
    return (criterion.section.position, criterion.section_id, criterion.position, criterion.pk)


def _line(answer, files, rewordings, reasons):
    criterion, section = answer.criterion, answer.criterion.section
    passed = bool(answer.given) or (answer.outcome_id and answer.outcome.is_pass)
    kind = "bad" if answer.is_failed else "good" if passed else "warn"
    if answer.value is not None and kind == "good" and answer.value * 2 <= FULL:
        kind = "warn"
    is_gate = section.kind == SectionKind.GATE
    kind, evidence = "" if answer.is_na else kind, files.get(criterion.pk, [])
    reason, took = reasons.of(answer), reasons.taken_by(answer)
    return CriterionLine(criterion, answer, evidence, kind, is_gate, rewordings.of(criterion.standard), reason, took)


def _page(evaluation, lines, rewordings, reasons, reader):
    shown = sorted((line for line in lines if _stands_out(line)), key=lambda line: -line.lost)
    others = [line for line in lines if not _stands_out(line)]
    lost = [line for line in shown if line.lost > 0]
    return DetailPage(
        lines=shown if shown else others,
        others=others if shown else [],
        touchpoints=touchpoint_scores([line.answer for line in lines], reasons),
        score=_cycle_score(evaluation, reader),
        answered=sum(not line.answer.is_na for line in lines),
        not_arisen=sum(line.answer.is_na for line in lines),
        criticals=reasons.criticals_said,
        failed_criticals=len(reasons.causes.missed),
        most_lost=lost[0] if lost else None,
        rewordings=rewordings,
        reason=reasons.whole,
    )


def _cycle_score(evaluation, reader):
    if not evaluation.cycle_id:
        return PersonScore()
    return explained_scores(evaluation.cycle, [evaluation.subject_id], seen_by=reader).get(
        evaluation.subject_id, PersonScore()
    )


def _stands_out(line):
    if line.reason is not None:
        return True
    return not line.answer.is_na and (not line.is_full or bool(line.answer.comment) or line.criterion.is_critical)
