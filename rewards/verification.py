"""Walking the runs and the ledger: what does not add up is named, first things first."""

from django.db.models import Sum

from kit.audit.models import AuditEntry
from rewards.computation.rows import is_whole, row_of
from rewards.formula.rules import UnknownRule, rule
from rewards.formula.stored import fraction_text
from rewards.models import LineKind, Run, RunState
from rewards.models.ledger import BOOKED
from rewards.models.runs import FINAL

FIGURES = ("steps", "score", "evaluations", "multiplier", "before_budget", "amount", "difference", "is_gated")


def problems():
    """Yield a sentence for each run, row and ledger line that does not add up."""
    for run in Run.objects.exclude(state=RunState.DRAFT).select_related("plan").order_by("pk").iterator():
        yield from run_problems(run)


def run_problems(run):
    """The same for one run."""
    try:
        yield from _problems_of(run)
    except UnknownRule as unknown:
        yield f"reward run {run.key}: {unknown}"
    except Exception as broken:  # what somebody wrote into the JSON may be anything
        yield f"reward run {run.key}: its terms or inputs cannot be read ({type(broken).__name__}: {broken})"


def _problems_of(run):
    rows = list(run.rows.select_related("staff").order_by("staff__code"))
    yield from _row_problems(run, rows)
    if not is_whole(run, rows):
        yield f"reward run {run.key}: the rows or terms were changed after they were computed"
    if sum(row.difference for row in rows) != run.total or len(rows) != run.people_count:
        yield f"reward run {run.key}: the total is not the sum of its rows"
    yield from _budget_problems(run, rows)
    if run.state in FINAL:
        yield from _audit_problems(run)
        yield from _ledger_problems(run, rows)


def _row_problems(run, rows):
    """Computing again from the stored inputs gives the same, to the last unit."""
    own = rule(run.rules_version)
    if run.is_correction:
        factor, all_steps = run.factor, [own.explain(run.terms, row.inputs, run.factor) for row in rows]
    else:
        factor, all_steps = own.compute_all(run.terms, [row.inputs for row in rows])
    if fraction_text(factor) != run.factor_text:
        yield f"reward run {run.key}: the budget factor is not what the inputs give"
    for row, steps in zip(rows, all_steps, strict=True):
        again = row_of(run, row.staff, row.inputs, steps, row.already)
        if any(getattr(again, name) != getattr(row, name) for name in FIGURES) or row.inputs["staff"] != row.staff.key:
            yield f"reward run {run.key}: the row of {row.staff.code} does not recompute to what it says"


def _budget_problems(run, rows):
    if run.terms.budget is None or run.is_correction:
        return
    if sum(row.amount for row in rows) > run.terms.budget:
        yield f"reward run {run.key}: the amounts pass the budget"


def _audit_problems(run):
    entry = AuditEntry.objects.filter(verb="reward_run.frozen", object_key=run.key).order_by("number").first()
    if entry is None:
        yield f"reward run {run.key}: it was never frozen by an action"
    elif entry.detail["hash"] != run.content_hash:
        yield f"reward run {run.key}: its hash is not the one that was frozen"
    approval = AuditEntry.objects.filter(verb="reward_run.approved", object_key=run.key).order_by("number").last()
    if approval is None or approval.actor_key != run.approved_by.key:
        yield f"reward run {run.key}: it was approved by somebody else than it says"
    elif approval.detail["computed_total"] != run.computed_total:
        yield f"reward run {run.key}: its total before the budget is not the one that was approved"


def _ledger_problems(run, rows):
    """Every row is booked, held, or given by a later correction; nothing else is; a payment answers a booking."""
    lines = list(run.lines.select_related("staff"))
    booked = {line.staff_id: line for line in lines if line.kind in BOOKED}
    owed = {row.staff_id: row for row in rows if row.difference}
    waived = _not_to_be_booked(run)
    for staff_id, row in owed.items():
        if staff_id not in booked and staff_id not in waived:
            yield f"reward run {run.key}: the reward of {row.staff.code} is missing from the ledger"
    for staff_id, line in booked.items():
        row = owed.get(staff_id)
        if row is None or row.difference != line.amount or line.unit != run.terms.unit:
            yield f"reward run {run.key}: the ledger line of {line.staff.code} is not what the run gives"
    for line in lines:
        answered = booked.get(line.staff_id)
        if line.kind == LineKind.PAID and (answered is None or answered.amount != -line.amount):
            yield f"reward run {run.key}: the payment to {line.staff.code} is not what was booked"
        if line.kind not in LineKind.values or line.unit != run.terms.unit:
            yield f"reward run {run.key}: a ledger line of {line.staff.code} is of no kind or unit of the run"
    payments = AuditEntry.objects.filter(verb="reward_run.paid", object_key=run.key)
    if sum(entry.detail["total"] for entry in payments) != -sum(li.amount for li in lines if li.kind == LineKind.PAID):
        yield f"reward run {run.key}: the payments in the ledger are not those that were made"


def _not_to_be_booked(run):
    """Staff ids whose reward is held, or whom a later correction gave everything."""
    held = set(run.holds.open().values_list("staff", flat=True))
    later = run.plan.runs.filter(correction__gt=run.correction, state__in=FINAL)
    return held | set(later.values_list("rows__staff", flat=True))


def balance_of(staff):
    """{unit: what stands on the person's account}."""
    return dict(staff.ledger_lines.order_by().values_list("unit").annotate(sum=Sum("amount")))
