"""What goes into a computation: everyone's score, training and signatures, as plain data. Constant queries."""

from collections import defaultdict
from fractions import Fraction

from django.db.models import Count, Sum

from evaluations.models import Answer, CycleSource, Dispute, Evaluation
from evaluations.results import person_scores
from kit.rounding import half_up_div
from playbook.signatures import signature_counts
from training.standing import valid_training

FROM_EVALUATIONS = ("score", "n", "low", "high", "has_fail", "standards")


def collect(plan, people, on):
    """{staff id: inputs} for a list of staff members, as `rewards.steps` wants them, standing as on the date `on`."""
    ids = [staff.pk for staff in people]
    scores = person_scores(plan.cycle, ids)
    standings, signatures = valid_training(ids, on), signature_counts(ids, on)
    standards = standard_shares(plan.cycle, ids)
    return {
        staff.pk: {
            "staff": staff.key,
            **_score(scores.get(staff.pk)),
            "standards": standards.get(staff.pk, []),
            "training": _training(standings.get(staff.pk)),
            "signed": _signed(signatures.get(staff.pk)),
            "days": plan.days_of(staff),
            "contract_share": staff.contract_share,
        }
        for staff in people
    }


def disputed(cycle, staff_ids):
    """{staff id: keys of the evaluations that they dispute now}."""
    found = defaultdict(list)
    disputes = Dispute.objects.open().filter(evaluation__cycle=cycle, evaluation__subject__in=staff_ids)
    for staff_id, key in disputes.values_list("evaluation__subject", "evaluation__key"):
        found[staff_id].append(key)
    return found


def standard_shares(cycle, staff_ids):
    """{staff id: [{"code", "weight", "earned"}]}: each standard's part in the score, in basis points of it.

    The mean over the person's evaluations of applied weight and contribution, sources weighted as in the score itself.
    """
    sources = _source_weights(cycle, staff_ids)
    shares = defaultdict(lambda: [Fraction(0), Fraction(0)])
    for staff_id, source, code, applied, earned in _answers(cycle, staff_ids):
        share = sources[staff_id].get(source)
        if share:
            shares[staff_id, code][0] += applied * share
            shares[staff_id, code][1] += earned * share
    found = defaultdict(list)
    for (staff_id, code), (applied, earned) in sorted(shares.items()):
        if applied:
            found[staff_id].append({"code": code, "weight": _whole(applied), "earned": _whole(earned)})
    return found


def _scored(cycle, staff_ids):
    return Evaluation.objects.counted().filter(cycle=cycle, subject__in=staff_ids, score__isnull=False)


def _answers(cycle, staff_ids):
    answers = Answer.objects.filter(evaluation__in=_scored(cycle, staff_ids)).order_by()
    groups = answers.values_list("evaluation__subject", "evaluation__source", "criterion__standard__code")
    return groups.annotate(applied=Sum("applied_weight"), earned=Sum("contribution"))


def _source_weights(cycle, staff_ids):
    """{staff id: {source: what one evaluation from it weighs in the mean}}, sources below their threshold left out."""
    rules = {rule.source: rule for rule in CycleSource.objects.filter(cycle=cycle)}
    counts = defaultdict(dict)
    groups = _scored(cycle, staff_ids).order_by().values_list("subject", "source").annotate(n=Count("pk"))
    for staff_id, source, n in groups:
        rule = rules.get(source)
        if rule is None and rules:
            continue
        weight, threshold = (rule.weight, rule.threshold) if rule else (1, 1)
        if weight and n >= threshold:
            counts[staff_id][source] = (weight, n)
    shares = defaultdict(dict)
    for staff_id, by_source in counts.items():
        total = sum(weight for weight, _ in by_source.values())
        shares[staff_id] = {source: Fraction(weight, total * n) for source, (weight, n) in by_source.items()}
    return shares


def _whole(value):
    return half_up_div(value.numerator, value.denominator)


def _score(found):
    if found is None:
        return {"score": None, "n": 0, "low": None, "high": None, "has_fail": False}
    return {name: getattr(found, name) for name in ("score", "n", "low", "high", "has_fail")}


def _training(standing):
    if standing is None:
        return {"valid": True, "done": 0, "assigned": 0}
    return {"valid": standing.is_valid, "done": standing.done, "assigned": standing.assigned}


def _signed(count):
    if count is None:
        return {"required": 0, "signed": 0}
    return {"required": count.required, "signed": count.signed}
