"""What goes into a computation: everyone's score, training and signatures, as plain data. Constant queries."""

from collections import Counter, defaultdict
from fractions import Fraction

from django.db.models import Count, Sum

from evaluations.models import Answer, Dispute, Evaluation
from evaluations.results.scores import counted_of, person_scores, scores_from, source_rules
from kit.values.rounding import half_up_div
from playbook.signatures.standings import signature_count, signature_counts
from rewards.computation.paid_days import days_inputs
from training.progress.compliance import compliance_of, own_compliance

FROM_EVALUATIONS = ("score", "n", "low", "high", "has_fail", "standards")
MISSED = "missed_criticals"


def collect(plan, people, on):
    """{staff id: inputs} for a list of staff members, as `formula.worth` wants them, standing as on the date `on`."""
    ids = [staff.pk for staff in people]
    scores = person_scores(plan.cycle, ids)
    standings, signatures = compliance_of(ids, on), signature_counts(ids, on)
    standards, days = standard_shares(plan.cycle, ids), days_inputs(plan, ids)
    missed = _criticals(plan, _source_weights(plan.cycle, ids)) if plan.gate_criticals else None
    return {
        staff.pk: {
            "staff": staff.key,
            **days[staff.pk],
            **_score(scores.get(staff.pk)),
            "standards": standards.get(staff.pk, []),
            "training": _training(standings.get(staff.pk)),
            "signed": _signed(signatures.get(staff.pk)),
            **({} if missed is None else {MISSED: missed.get(staff.pk, [])}),
        }
        for staff in people
    }


def inputs_of(plan, staff, on):
    """The same for one person, from what the pages about them ask for as well."""
    counted = counted_of(plan.cycle, staff)
    scores = scores_from(plan.cycle, [(staff.pk, row.source, row.score, row.outcome) for row in counted])
    numbers = Counter(row.source for row in counted if row.score is not None)
    rules = {rule.source: rule for rule in source_rules(plan.cycle)} if numbers else {}
    answers = _answers(plan.cycle, [staff.pk]) if numbers else []
    return {
        "staff": staff.key,
        **days_inputs(plan, [staff.pk])[staff.pk],
        **_score(scores.get(staff.pk)),
        "standards": _shares({staff.pk: _weights(rules, numbers)}, answers).get(staff.pk, []),
        "training": _training(own_compliance(staff, on)),
        "signed": _signed(signature_count(staff, on)),
        **_own_criticals(plan, staff, rules, numbers),
    }


def _own_criticals(plan, staff, rules, numbers):
    if not plan.gate_criticals:
        return {}
    found = _criticals(plan, {staff.pk: _weights(rules, numbers)}) if numbers else {}
    return {MISSED: found.get(staff.pk, [])}


def _criticals(plan, sources):
    """{staff id: codes of critical criteria that were missed, one for each time}, in what the score rests on."""
    found = defaultdict(list)
    missed = Answer.objects.missed_criticals().filter(evaluation__in=_scored(plan.cycle, list(sources))).order_by()
    rows = missed.values_list("evaluation__subject", "evaluation__source", "criterion__standard__code")
    for staff_id, source, code in rows:
        if sources[staff_id].get(source):
            found[staff_id].append(code)
    return {staff_id: sorted(codes) for staff_id, codes in found.items()}


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
    return _shares(_source_weights(cycle, staff_ids), _answers(cycle, staff_ids))


def _shares(sources, answers):
    shares = defaultdict(lambda: [Fraction(0), Fraction(0)])
    for staff_id, source, code, applied, earned in answers:
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
    numbers = defaultdict(dict)
    groups = _scored(cycle, staff_ids).order_by().values_list("subject", "source").annotate(n=Count("pk"))
    for staff_id, source, n in groups:
        numbers[staff_id][source] = n
    rules = {rule.source: rule for rule in source_rules(cycle)}
    return defaultdict(dict, {staff_id: _weights(rules, by_source) for staff_id, by_source in numbers.items()})


def _weights(rules, numbers):
    """{source: weight of one evaluation} of one person with `numbers` of scored evaluations by source."""
    counted = {}
    for source, n in numbers.items():
        rule = rules.get(source)
        if rule is None and rules:
            continue
        weight, threshold = (rule.weight, rule.threshold) if rule else (1, 1)
        if weight and n >= threshold:
            counted[source] = (weight, n)
    total = sum(weight for weight, _ in counted.values())
    return {source: Fraction(weight, total * n) for source, (weight, n) in counted.items()}


def _whole(value):
    return half_up_div(value.numerator, value.denominator)


def _score(found):
    if found is None:
        return {"score": None, "n": 0, "low": None, "high": None, "needed": None, "has_fail": False}
    return {name: getattr(found, name) for name in ("score", "n", "low", "high", "needed", "has_fail")}


def _training(standing):
    if standing is None:
        return {"valid": True, "done": 0, "assigned": 0}
    return {"valid": standing.is_valid, "done": standing.done, "assigned": standing.assigned}


def _signed(count):
    if count is None:
        return {"required": 0, "signed": 0, "later": 0}
    later = count.required - count.signed - count.overdue
    return {"required": count.required, "signed": count.signed, "later": later}
