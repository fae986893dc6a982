"""What the page of one evaluation shows."""

from dataclasses import dataclass

from evaluations.models import Critical, SectionKind
from evaluations.results import PersonScore, person_score, touchpoint_scores
from evaluations.scoring import FULL
from evaluations.wordings import Rewordings, rewordings_today
from kit.display import number_range


@dataclass
class Line:
    """One criterion as it was judged. Points in basis points of the whole."""

    criterion: object
    answer: object
    evidence: list
    kind: str
    is_gate: bool = False
    rewording: object = None

    @property
    def lost(self):
        return self.answer.applied_weight - self.answer.contribution

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
    criticals: int
    failed_criticals: int
    most_lost: Line | None
    rewordings: Rewordings

    @property
    def range(self):
        """The interval in words, whole points: «۷۹ تا ۸۸»."""
        return number_range(self.score.low // 100, -(-self.score.high // 100))


def detail_page(evaluation):
    """Wants the evaluation with its names."""
    related = ("outcome", "criterion__section", "criterion__standard", "criterion__scale")
    answers = evaluation.answers.select_related(*related)
    files = {}
    for row in evaluation.evidence.all():
        files.setdefault(row.criterion_id, []).append(row)
    answers = sorted(answers, key=_place_in_form)
    rewordings = rewordings_today(evaluation, [answer.criterion.standard for answer in answers])
    return _page(evaluation, [_line(answer, files, rewordings) for answer in answers], rewordings)


def _place_in_form(answer):
    criterion = answer.criterion
    return (criterion.section.position, criterion.section_id, criterion.position, criterion.pk)


def _line(answer, files, rewordings):
    criterion, section = answer.criterion, answer.criterion.section
    passed = bool(answer.given) or (answer.outcome_id and answer.outcome.is_pass)
    kind = "bad" if answer.is_failed else "good" if passed else "warn"
    if answer.value is not None and kind == "good" and answer.value * 2 <= FULL:
        kind = "warn"
    is_gate = section.kind == SectionKind.GATE
    kind, evidence = "" if answer.is_na else kind, files.get(criterion.pk, [])
    return Line(criterion, answer, evidence, kind, is_gate, rewordings.of(criterion.standard))


def _page(evaluation, lines, rewordings):
    critical = [line for line in lines if line.criterion.critical != Critical.NONE or line.is_gate]
    shown = sorted((line for line in lines if _stands_out(line)), key=lambda line: -line.lost)
    others = [line for line in lines if not _stands_out(line)]
    lost = [line for line in shown if line.lost > 0]
    return DetailPage(
        lines=shown if shown else others,
        others=others if shown else [],
        touchpoints=touchpoint_scores([line.answer for line in lines]),
        score=person_score(evaluation.cycle, evaluation.subject) if evaluation.cycle_id else PersonScore(),
        answered=sum(not line.answer.is_na for line in lines),
        not_arisen=sum(line.answer.is_na for line in lines),
        criticals=len(critical),
        failed_criticals=sum(line.answer.is_failed for line in critical),
        most_lost=lost[0] if lost else None,
        rewordings=rewordings,
    )


def _stands_out(line):
    return not line.answer.is_na and (not line.is_full or bool(line.answer.comment) or line.criterion.is_critical)
