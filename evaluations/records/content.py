"""What is sealed: the canonical content of a published scorecard and of a released evaluation, and its hash."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from kit.values.canonical import content_hash


def scorecard_hash(scorecard: Any) -> str:
    """Wants `Scorecard.objects.with_lines()`."""
    return content_hash(scorecard_content(scorecard))


def scorecard_content(scorecard: Any) -> dict[str, Any]:
    return {
        "code": scorecard.code,
        "version": scorecard.version,
        "title": [scorecard.title_fa, scorecard.title_en],
        "edition": scorecard.edition.content_hash,
        "roles": sorted(role.key for role in scorecard.roles.all()),
        "na_counts_as_pass": scorecard.na_counts_as_pass,
        "fail_zeroes_score": scorecard.fail_zeroes_score,
        "sections": [_section_content(section) for section in scorecard.sections.all()],
    }


def _section_content(section: Any) -> dict[str, Any]:
    return {
        "position": section.position,
        "kind": section.kind,
        "title": [section.title_fa, section.title_en],
        "weight": section.weight,
        "cap": section.cap,
        "criteria": [_criterion_content(criterion) for criterion in section.criteria.all()],
    }


def _criterion_content(criterion: Any) -> dict[str, Any]:
    return {
        "key": criterion.key,
        "position": criterion.position,
        "standard": [criterion.standard.code, criterion.standard.content_hash],
        "scale": _scale_content(criterion.scale),
        "text": [criterion.text_fa, criterion.text_en],
        "weight": criterion.weight,
        "allows_na": criterion.allows_na,
        "critical": criterion.critical,
        "threshold": criterion.threshold,
        "comment_below": criterion.comment_below,
        "evidence_below": criterion.evidence_below,
    }


def _scale_content(scale: Any) -> list[Any]:
    if scale.is_numeric:
        return [scale.kind, scale.lowest, scale.highest]
    return [[o.key, o.position, o.label_fa, o.label_en, o.value, o.is_pass] for o in scale.outcomes.all()]


def evaluation_hash(evaluation: Any, answers: Iterable[Any], evidence: Iterable[Any] = ()) -> str:
    """`answers` and `evidence` are rows with their criterion (and outcome) at hand."""
    return content_hash(evaluation_content(evaluation, answers, evidence))


def evaluation_content(evaluation: Any, answers: Iterable[Any], evidence: Iterable[Any] = ()) -> dict[str, Any]:
    """Everything about a released evaluation but its life after release (seen, acknowledged, final, void)."""
    return {**content_without_rule(evaluation, answers, evidence), "rules_version": evaluation.rules_version}


def sealed_content(evaluation: Any, answers: Iterable[Any], evidence: Iterable[Any] = ()) -> dict[str, Any] | None:
    """The content in the form in which it was sealed; None where no form gives the hash that stands."""
    for form in (evaluation_content, content_without_rule):
        content = form(evaluation, answers, evidence)
        if content_hash(content) == evaluation.content_hash:
            return content
    return None


def content_without_rule(evaluation: Any, answers: Iterable[Any], evidence: Iterable[Any] = ()) -> dict[str, Any]:
    """The form up to release 0.1.0: what was sealed in it keeps its hash."""
    return {
        "number": evaluation.number,
        "revision": evaluation.revision,
        "corrects": evaluation.revision_of.number if evaluation.revision_of_id else None,
        "correction_reason": evaluation.correction_reason,
        "subject": evaluation.subject.key,
        "evaluator": evaluation.evaluator.key,
        "team": evaluation.team.key,
        "source": evaluation.source,
        "cycle": evaluation.cycle.key if evaluation.cycle_id else None,
        "scorecard": evaluation.scorecard.content_hash,
        "edition": evaluation.edition.content_hash,
        "observed_on": evaluation.observed_on.isoformat(),
        "submitted_at": _instant(evaluation.submitted_at),
        "released_at": _instant(evaluation.released_at),
        "score": evaluation.score,
        "raw_score": evaluation.raw_score,
        "outcome": evaluation.outcome,
        "is_thin": evaluation.is_thin,
        "answers": sorted((_answer_content(answer) for answer in answers), key=lambda row: row["criterion"]),
        "evidence": sorted([row.criterion.key, row.name, row.sha256] for row in evidence),
    }


def _answer_content(answer: Any) -> dict[str, Any]:
    number = {"given": answer.given} if answer.given else {}
    return number | {
        "criterion": answer.criterion.key,
        "outcome": answer.outcome.key if answer.outcome_id else None,
        "is_na": answer.is_na,
        "value": answer.value,
        "comment": answer.comment,
        "applied_weight": answer.applied_weight,
        "contribution": answer.contribution,
        "raw_contribution": answer.raw_contribution,
    }


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
