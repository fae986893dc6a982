"""A run's rows out of a plan and everyone's inputs. Nothing is written here."""

from dataclasses import dataclass, field
from datetime import timedelta
from fractions import Fraction

from django.db.models import Q, Sum

from kit.dates.calendar import local_day
from kit.values.canonical import content_hash
from kit.values.rounding import half_up_div
from people.models import StaffMember
from rewards.computation.inputs import FROM_EVALUATIONS, MISSED, collect, disputed
from rewards.computation.paid_days import DAYS, days_inputs, same_days
from rewards.formula.rules import newest_rule, rule
from rewards.formula.stored import fraction_text
from rewards.models import LedgerLine, RunRow
from rewards.models.runs import FINAL

BY_DAY_FROM = 2  # the first rule that knows which days are paid


@dataclass
class Computed:
    """`summary`: the run's own columns; `disputed`: {staff id: keys of disputed evaluations}."""

    rows: list
    summary: dict
    disputed: dict = field(default_factory=dict)


def standing_day(plan, at):
    """Training and signatures are taken as they stood on the period's last day, or now while it still runs."""
    return min(plan.ends_on - timedelta(days=1), local_day(at))


def computed(run, at):
    """Everything of a run anew, as things stand at the instant `at`."""
    people = list(_people(run).order_by("code"))
    inputs = collect(run.plan, people, standing_day(run.plan, at))
    result = _differences(run, people, inputs) if run.is_correction else _whole_plan(run, people, inputs)
    result.disputed = disputed(run.plan.cycle, [row.staff_id for row in result.rows])
    return result


def _people(run):
    """The plan's; in a correction by day also those whom an earlier run paid, though it has no day of theirs now."""
    mine = run.plan.population()
    if not run.is_correction or first_run(run.plan).rules_version < BY_DAY_FROM:
        return mine
    return StaffMember.objects.filter(Q(pk__in=mine) | Q(pk__in=latest_rows(run.plan)))


def first_run(plan):
    return plan.runs.get(correction=0)


def _whole_plan(run, people, inputs):
    terms = run.plan.terms
    ordered = [inputs[staff.pk] for staff in people]
    version = newest_rule()
    factor, all_steps = rule(version).compute_all(terms, ordered)
    rows = [row_of(run, *each) for each in zip(people, ordered, all_steps, strict=True)]
    return Computed(rows, {**_summary(terms, factor, rows), "rules_version": version})


def _differences(run, people, inputs):
    """Rows for those alone whose evaluations or days changed since the last final run; budget factor and rule stay, so
    that a difference comes from what was corrected and from nothing else."""
    first = first_run(run.plan)
    last = latest_rows(run.plan)
    booked = _booked(run.plan)
    rows = []
    for staff in people:
        now = _merged(last.get(staff.pk), inputs[staff.pk], first.rules_version)
        if now is not None:
            steps = rule(first.rules_version).explain(first.terms, now, first.factor)
            rows.append(row_of(run, staff, now, steps, already=booked.get(staff.pk, 0)))
    summary = _summary(first.terms, first.factor, rows)
    extra = _beyond_budget(run, first, last, rows)
    return Computed(rows, {**summary, "extra_budget": extra, "rules_version": first.rules_version})


def _merged(row, fresh, version):
    """The earlier inputs with the evaluations and days of today; None when those are the same."""
    if row is None:
        return fresh
    of_today = {name: fresh[name] for name in (*FROM_EVALUATIONS, MISSED) if name in fresh}
    if version >= BY_DAY_FROM and not same_days(row.inputs, fresh):
        of_today |= {name: fresh[name] for name in DAYS}
    if all(row.inputs.get(name) == value for name, value in of_today.items()):
        return None
    return {**row.inputs, **of_today, "needed": fresh.get("needed")}


def on_other_days(run):
    """Staff ids of those whose days are not those that the run was computed with: work was recorded since, or another
    plan's run was frozen. In a plan's own run also whoever has days by now and is not in it."""
    if run.rules_version < BY_DAY_FROM:
        return []
    stored = dict(run.rows.values_list("staff", "inputs"))
    others = [] if run.is_correction else run.plan.population().exclude(pk__in=stored).values_list("pk", flat=True)
    now = days_inputs(run.plan, [*stored, *others])
    changed = [pk for pk, inputs in stored.items() if not same_days(inputs, now[pk])]
    return [*changed, *(pk for pk in now.keys() - stored.keys() if now[pk]["days"])]


def latest_rows(plan):
    """{staff id: the row of the newest final run that has one} of a plan."""
    rows = RunRow.objects.filter(run__plan=plan, run__state__in=FINAL).order_by("run__correction")
    return {row.staff_id: row for row in rows}


def _booked(plan):
    lines = LedgerLine.objects.filter(run__plan=plan).booked().order_by()
    return dict(lines.values_list("staff").annotate(sum=Sum("amount")))


def _beyond_budget(run, first, last, rows):
    """How far the corrected amounts pass the budget and what earlier corrections were granted beyond it."""
    if first.terms.budget is None:
        return 0
    amounts = {staff_id: row.amount for staff_id, row in last.items()} | {row.staff_id: row.amount for row in rows}
    granted = run.plan.runs.filter(state__in=FINAL).aggregate(sum=Sum("extra_budget", default=0))["sum"]
    return max(0, sum(amounts.values()) - first.terms.budget - granted)


def row_of(run, staff, inputs, steps, already=0):
    """The row, not yet saved, out of Steps. Rounded figures are for lists; the fractions stay in the steps."""
    amount = steps.amount.amount
    return RunRow(
        run=run,
        staff=staff,
        inputs=inputs,
        steps=steps.as_json(),
        score=inputs["score"],
        evaluations=inputs["n"],
        multiplier=rounded(steps.curve.multiplier * 10000),
        before_budget=rounded(steps.before_budget.result),
        amount=amount,
        already=already,
        difference=amount - already,
        is_gated=not steps.gates.passed,
    )


def _summary(terms, factor, rows):
    exact = sum((row.computation.before_budget.result for row in rows), Fraction(0))
    return {
        "terms_json": terms.as_json(),
        "factor_text": fraction_text(factor),
        "computed_total": rounded(exact),
        "total": sum(row.difference for row in rows),
        "people_count": len(rows),
    }


def rounded(value):
    """A fraction as a whole number, half up: for showing."""
    return half_up_div(value.numerator, value.denominator)


def fingerprint(run, rows):
    """The hash over the terms, the rule, everyone's inputs and what came out; `rows` with their staff."""
    return content_hash({**_content(run, rows), "rules_version": run.rules_version})


def is_whole(run, rows):
    """Is the run what was hashed? Up to release 0.1.0 the rule was not: there was one."""
    if run.content_hash == fingerprint(run, rows):
        return True
    return run.rules_version == 1 and run.content_hash == content_hash(_content(run, rows))


def _content(run, rows):
    return {
        "run": run.key,
        "plan": [run.plan.key, run.plan.version],
        "correction": run.correction,
        "extra_budget": run.extra_budget,
        "terms": run.terms_json,
        "factor": run.factor_text,
        "total": run.total,
        "rows": [
            {"inputs": row.inputs, "amount": row.amount, "already": row.already, "difference": row.difference}
            for row in sorted(rows, key=lambda row: row.staff.key)
        ],
    }
