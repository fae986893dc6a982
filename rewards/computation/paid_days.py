"""The days that a plan pays of each of its people: periods, rival plans and their frozen runs, read once for all."""

from collections import defaultdict
from datetime import date

from people.staff.work import work_of
from rewards.formula.days import Scope, Taken, Work, shared_out
from rewards.models import RunRow
from rewards.models.runs import FINAL

DAYS = ("days", "contract_share", "work", "elsewhere")


def shares_of(plan, staff_ids):
    """{staff id: Share} of a plan, for all that were named. Constant queries."""
    periods = defaultdict(list)
    for row in plan.work().filter(staff__in=staff_ids).select_related("team").order_by("starts_on"):
        periods[row.staff_id].append(row)
    taken, whole = taken_by_others(plan, staff_ids), Scope(plan.starts_on, plan.ends_on)
    return {pk: shared_out(whole.of(_work(periods[pk])), taken[pk]) for pk in staff_ids}


def days_inputs(plan, staff_ids):
    """{staff id: the part of a row's inputs that says which days are paid}."""
    return {pk: _written(share) for pk, share in shares_of(plan, staff_ids).items()}


def scope_of(plan):
    """Whom a plan covers; its roles and teams were prefetched."""
    teams, roles = frozenset(plan.teams.all()), frozenset(role.pk for role in plan.roles.all())
    return Scope(plan.starts_on, plan.ends_on, teams, roles)


def taken_by_others(plan, staff_ids):
    """{staff id: [Taken]}: days of a rival's frozen run, and days that a rival published earlier covers."""
    taken = defaultdict(list)
    if not getattr(plan, "has_rivals", True):  # `about` has asked already
        return taken
    rivals = list(plan.rivals().order_by("published_at", "pk").prefetch_related("teams", "roles"))
    if not rivals:
        return taken
    for staff_id, spans in _frozen(rivals, staff_ids).items():
        taken[staff_id] += spans
    own, periods = _frozen([plan], staff_ids), work_of(staff_ids, plan.starts_on, plan.ends_on)
    for rival in rivals:
        if rival.goes_before(plan):
            scope = scope_of(rival)
            for staff_id, rows in periods.items():
                claimed = [Taken(part.starts_on, part.ends_on, rival) for part in scope.of(_work(rows))]
                taken[staff_id] += [part for span in claimed for part in span.without(own[staff_id])]
    return taken


def _frozen(plans, staff_ids):
    """{staff id: [Taken]} of what frozen runs of some plans settled; of a plan's runs the newest with the person."""
    by_pk = {plan.pk: plan for plan in plans}
    rows = RunRow.objects.filter(run__plan__in=by_pk, run__state__in=FINAL, staff__in=staff_ids)
    rows = rows.order_by("run__correction").values_list("staff", "run__plan", "inputs")
    newest = {(staff_id, plan_id): inputs for staff_id, plan_id, inputs in rows}
    found = defaultdict(list)
    for (staff_id, plan_id), inputs in newest.items():
        found[staff_id] += [Taken(*span, by_pk[plan_id]) for span in _spans(by_pk[plan_id], inputs)]
    return found


def _spans(plan, inputs):
    """A run of release 0.1 knew a number of days alone: they may be any of its period."""
    if "work" not in inputs:
        return [(plan.starts_on, plan.ends_on)] if inputs["days"] else []
    return [(date.fromisoformat(row["starts_on"]), date.fromisoformat(row["ends_on"])) for row in inputs["work"]]


def _work(rows):
    return [Work(row.starts_on, row.ends_on, row.team, row.job_role_id, row.contract_share) for row in rows]


def _written(share):
    return {
        "days": share.days,
        "contract_share": share.paid[-1].contract_share if share.paid else 0,
        "work": [_work_written(span) for span in share.paid],
        "elsewhere": [_taken_written(span) for span in share.elsewhere],
    }


def _work_written(span):
    team = span.team
    names = {"team": team.key, "team_fa": team.name_fa, "team_en": team.name_en}
    return {**_days(span), **names, "contract_share": span.contract_share}


def _taken_written(span):
    return {**_days(span), "plan": span.plan.key, "plan_fa": span.plan.title_fa, "plan_en": span.plan.title_en}


def _days(span):
    return {"starts_on": span.starts_on.isoformat(), "ends_on": span.ends_on.isoformat()}


def same_days(stored, fresh):
    """Do two rows' inputs pay the same days? What teams and plans are called does not matter."""
    return _plain(stored) == _plain(fresh)


def _plain(inputs):
    work = [(row["starts_on"], row["ends_on"], row["team"], row["contract_share"]) for row in inputs.get("work", ())]
    return work, [(row["starts_on"], row["ends_on"], row["plan"]) for row in inputs.get("elsewhere", ())]
