"""Everything that the record of an evaluation says, as JSON, in both languages, as it stood at an instant."""

from evaluations.models import Evaluation, EvaluationState, Scorecard
from evaluations.models.disputes import DisputeState
from evaluations.records.content import evaluation_content, sealed_content
from evaluations.results.reasons import Reasons
from evaluations.results.scores import PersonScore, person_score_at, touchpoint_scores
from evaluations.scorecards.wordings import rewordings_at_release
from kit.display import score_range
from kit.documents.texts import as_day, as_instant, both, in_both, in_each
from people.company.letterhead import head_content, person_content
from people.company.organisation import target_score_at

LONG_COMMENT = 400
SCORE = ("score", "n", "low", "high", "needed", "has_fail")


def record_content(evaluation, at):
    """Wants `documents.record.find_evaluation`."""
    answers = _answers(evaluation)
    stands_on = evaluation, answers, evaluation.evidence.select_related("criterion")
    rewordings = rewordings_at_release(evaluation, [answer.criterion.standard for answer in answers])
    score = person_score_at(evaluation.cycle, evaluation.subject, at) if evaluation.cycle_id else PersonScore()
    reasons = Reasons(evaluation, answers)
    newer = Evaluation.objects.filter(revision_of=evaluation).first()
    return head_content(at, evaluation.team.branch) | {
        "evaluation": _evaluation(evaluation, at),
        "score": score_content(score),
        "target": target_score_at(at),
        "reason": _reason(reasons.whole),
        "criticals": both(lambda: reasons.criticals_said),
        "touchpoints": [_touchpoint(row) for row in touchpoint_scores(answers, reasons)],
        "sections": _sections(evaluation, answers, rewordings, reasons),
        "rewordings": _rewordings(rewordings),
        "disputes": [_dispute(dispute, at) for dispute in _disputes(evaluation, at)],
        "before": {"number": evaluation.revision_of.number} if evaluation.revision_of_id else None,
        "newer": {"number": newer.number} if newer else None,
        "sealed": sealed_content(*stands_on) or evaluation_content(*stands_on),
    }


def score_content(score):
    return {name: getattr(score, name) for name in SCORE}


def edition_content(edition):
    names = {"number": edition.number, "title": in_both(edition, "title"), "name": both(lambda: edition.name)}
    return names | {"content_hash": edition.content_hash}


def cycle_content(cycle):
    days = {"starts_on": as_day(cycle.starts_on), "ends_on": as_day(cycle.ends_on)}
    return {"title": in_both(cycle, "title"), **days, "edition": edition_content(cycle.edition)}


def _answers(evaluation):
    related = ("criterion__standard", "criterion__section", "criterion__scale", "outcome")
    rows = evaluation.answers.select_related(*related)
    return list(rows.order_by("criterion__section__position", "criterion__position"))


def _evaluation(evaluation, at):
    state = _state(evaluation, at)
    figures = ("number", "score", "raw_score", "outcome", "is_thin", "lost_to_fail", "is_void")
    return {
        **{name: getattr(evaluation, name) for name in figures},
        "subject": person_content(evaluation.subject),
        "evaluator": person_content(evaluation.evaluator),
        "cycle": cycle_content(evaluation.cycle) if evaluation.cycle_id else None,
        "scorecard": {"title": in_both(evaluation.scorecard, "title"), "version": evaluation.scorecard.version},
        "edition": edition_content(evaluation.edition),
        "observed_on": as_day(evaluation.observed_on),
        "state": str(state),
        "state_word": both(lambda: EvaluationState(state).label),
        "submitted_at": as_instant(evaluation.submitted_at),
        "released_at": as_instant(evaluation.released_at),
        "seen_at": as_instant(_by(evaluation.seen_at, at)),
        "acknowledged_at": as_instant(_by(evaluation.acknowledged_at, at)),
        "final_at": as_instant(_by(evaluation.final_at, at)),
        "voided_at": as_instant(evaluation.voided_at),
        "void_reason": evaluation.void_reason,
        "correction_reason": evaluation.correction_reason,
    }


def _by(when, at):
    return when if when and when <= at else None


def _state(evaluation, at):
    """Today's state, or an earlier one where it was reached later."""
    reached = [
        (EvaluationState.VOID, evaluation.voided_at),
        (EvaluationState.FINAL, evaluation.final_at),
        (EvaluationState.ACKNOWLEDGED, evaluation.acknowledged_at),
        (EvaluationState.SEEN, evaluation.seen_at),
    ]
    if all(when is None or when <= at for _, when in reached):
        return evaluation.state
    return next((state for state, when in reached if _by(when, at)), EvaluationState.RELEASED)


def _touchpoint(row):
    reason = _reason(row.reason)
    return {"name": both(lambda: row.name), "score": row.score, "criteria": row.criteria, "reason": reason}


def _reason(reason):
    """Why something counts less than was judged: the critical standards, and both figures."""
    return {"codes": list(reason.codes), "before": reason.before, "after": reason.after} if reason else None


def _sections(evaluation, answers, rewordings, reasons):
    """Each section with its lines and their sums, in basis points."""
    scorecard = Scorecard.objects.with_lines().get(pk=evaluation.scorecard_id)
    sections = []
    for section in scorecard.sections.all():
        lines = [answer for answer in answers if answer.criterion.section_id == section.pk]
        sections.append(
            {
                "title": in_both(section, "title"),
                "lines": [_line(section, answer, rewordings, reasons) for answer in lines],
                "weight": sum(answer.applied_weight for answer in lines),
                "contribution": sum(answer.contribution for answer in lines),
                "reason": _reason(reasons.of_part(lines)),
                "is_gate": section.kind == "gate",
                "counts": section.kind != "gate" and any(answer.value is not None for answer in lines),
            }
        )
    return sections


def _line(section, answer, rewordings, reasons):
    criterion = answer.criterion
    decides = section.kind == "gate" or criterion.is_critical
    return {
        "code": criterion.standard.code,
        "text": in_both(criterion, "text"),
        "outcome": None if answer.value is None else both(lambda: answer.said),
        "is_na": answer.is_na,
        "comment": answer.comment,
        "is_long": len(answer.comment) > LONG_COMMENT,
        "applied_weight": answer.applied_weight,
        "contribution": answer.contribution,
        "decides": decides,
        "failed": decides and answer.is_failed,
        "reason": _reason(reasons.of(answer)),
        "rewording": _rewording(rewordings.of(criterion.standard)),
    }


def _rewordings(rewordings):
    if not rewordings:
        return None
    return {"count": len(rewordings), "edition": {"name": both(lambda: rewordings.edition.name)}}


def _rewording(found):
    if found is None:
        return None
    since = {"name": both(lambda: found.since.name)} if found.since else None
    return {
        "new": {"code": found.new.code} if found.new else None,
        "since": since,
        "changed": both(lambda: found.changed),
        "wordings": in_each(lambda: [_wordings(row) for row in found.wordings]),
    }


def _wordings(row):
    return {"label": str(row.label), "judged": row.judged, "now": row.now}


def _disputes(evaluation, at):
    rows = evaluation.disputes.select_related("opened_by__staff_member", "resolved_by__staff_member")
    rows = rows.prefetch_related("points__criterion__standard", "points__proposed")
    return rows.filter(opened_at__lte=at).order_by("opened_at")


def _dispute(dispute, at):
    resolved = _by(dispute.resolved_at, at)
    state = dispute.state if resolved else DisputeState.OPEN
    return {
        "state": str(state),
        "state_word": both(lambda: DisputeState(state).label),
        "opened_at": as_instant(dispute.opened_at),
        "opened_by": _name(dispute.opened_by),
        "points": [_point(point) for point in dispute.points.all()],
        "resolved_at": as_instant(resolved),
        "resolved_by": _name(dispute.resolved_by) if resolved else None,
        "resolution": dispute.resolution if resolved else "",
    }


def _point(point):
    proposed = in_both(point.proposed, "label") if point.proposed else None
    return {"code": point.criterion.standard.code, "reason": point.reason, "proposed": proposed}


def _name(user):
    staff = getattr(user, "staff_member", None)
    return both(lambda: staff.name if staff else "")


def span_of(score):
    """The interval in whole percents, where it is narrow enough to say something: «۷۹ تا ۸۸»."""
    return score_range(score.low, score.high) if score.low is not None and score.needed is None else ""
