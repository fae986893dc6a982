"""From the rows of a filled scorecard to the pure scoring, and back: what is missing, what it scores."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from evaluations.models import Criterion, Scorecard
from evaluations.scoring import engine
from evaluations.scoring.scale_numbers import points

OUTCOME, COMMENT, EVIDENCE = "outcome", "comment", "evidence"
NA = "na"  # what is sent in where a criterion did not arise


@dataclass
class OutcomeChoice:
    """One outcome that can be chosen of a criterion, as `evaluations/_choices.html` shows it."""

    value: str
    label: str
    digit: int
    is_chosen: bool
    needs_comment: bool = False


@dataclass(frozen=True)
class MissingAnswer:
    """What a criterion still lacks: 'outcome', 'comment' or 'evidence'."""

    criterion: Criterion
    what: str


def criteria_of(scorecard: Scorecard) -> list[Criterion]:
    """In the order of the form. Wants `Scorecard.objects.with_lines()`."""
    return [criterion for section in scorecard.sections.all() for criterion in section.criteria.all()]


def needs_comment(criterion: Any, value: int | None) -> bool:
    return value is not None and criterion.comment_below is not None and value < criterion.comment_below


def needs_evidence(criterion: Any, value: int | None) -> bool:
    return value is not None and criterion.evidence_below is not None and value < criterion.evidence_below


def missing(
    scorecard: Scorecard, answers: Mapping[int, Any], criteria_with_evidence: Collection[int] = ()
) -> list[MissingAnswer]:
    """Everything that keeps the evaluation from being handed in, in the order of the form.

    `answers`: {criterion id: Answer}; `criteria_with_evidence`: ids of the criteria that have a file.
    """
    found = []
    for criterion in criteria_of(scorecard):
        answer = answers.get(criterion.pk)
        if answer is None or not answer.is_answered or (answer.is_na and not criterion.allows_na):
            found.append(MissingAnswer(criterion, OUTCOME))
            continue
        if needs_comment(criterion, answer.value) and not answer.comment.strip():
            found.append(MissingAnswer(criterion, COMMENT))
        if needs_evidence(criterion, answer.value) and criterion.pk not in criteria_with_evidence:
            found.append(MissingAnswer(criterion, EVIDENCE))
    return found


def scored(scorecard: Scorecard, answers: Mapping[int, Any], version: int | None = None) -> engine.Result:
    """The `scoring.engine.Result` of {criterion id: Answer}, by the rule `version` or the newest; its parts are keyed
    by `place`."""
    return engine.score_scorecard(scoring_sections(scorecard, answers), scoring_rules(scorecard), version)


def scoring_rules(scorecard: Scorecard) -> engine.Rules:
    return engine.Rules(na_counts_as_pass=scorecard.na_counts_as_pass, fail_zeroes_score=scorecard.fail_zeroes_score)


def place(section: Any, criterion: Any) -> tuple[int, int]:
    """The key of a criterion in the scoring: its place in the form, so that ties fall the same way everywhere."""
    return (section.position, criterion.position)


def scoring_sections(scorecard: Scorecard, answers: Mapping[int, Any]) -> list[engine.Section]:
    return [
        engine.Section(
            key=section.position,
            kind=section.kind,
            weight=section.weight,
            cap=section.cap,
            answers=tuple(_scoring_answer(section, row, answers[row.pk]) for row in section.criteria.all()),
        )
        for section in scorecard.sections.all()
    ]


def _scoring_answer(section: Any, criterion: Any, answer: Any) -> engine.Answer:
    value, is_pass = _judged(criterion, answer)
    return engine.Answer(
        key=place(section, criterion),
        weight=criterion.weight,
        value=value,
        is_pass=is_pass,
        critical=criterion.critical,
        threshold=criterion.threshold,
        allows_na=criterion.allows_na,
    )


def _judged(criterion: Any, answer: Any) -> tuple[int | None, bool]:
    """(value, is it a pass) of an answer: its outcome's, or what its number comes to on a scale of numbers."""
    if answer.is_na:
        return None, True
    if criterion.scale.is_numeric:
        return points(answer.given, criterion.scale), True
    outcome = {outcome.pk: outcome for outcome in criterion.scale.outcomes.all()}[answer.outcome_id]
    return outcome.value, outcome.is_pass


def is_failed(criterion: Any, outcome: Any) -> bool:
    """Would this outcome be a fail of this criterion?"""
    return not outcome.is_pass if criterion.threshold is None else outcome.value < criterion.threshold


def score(evaluation: Any, answers: Mapping[int, Any]) -> None:
    """Score an evaluation (in memory) from {criterion id: Answer} by the newest rule, and name the rule on it."""
    evaluation.rules_version = engine.newest_rule()
    write_scores(evaluation, answers, scored(evaluation.scorecard, answers, evaluation.rules_version))


def write_scores(evaluation: Any, answers: Mapping[int, Any], result: engine.Result) -> None:
    """Put a result's figures on the evaluation and its answers (in memory)."""
    evaluation.score, evaluation.raw_score = result.score, result.raw_score
    evaluation.outcome, evaluation.is_thin = result.outcome, result.is_thin
    for section in evaluation.scorecard.sections.all():
        for criterion in section.criteria.all():
            part, answer = result.parts[place(section, criterion)], answers[criterion.pk]
            answer.applied_weight = part.applied_weight
            answer.contribution = part.contribution
            answer.raw_contribution = part.raw_contribution
