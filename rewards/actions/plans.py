"""Writing the rule of a reward. A published plan never changes: changing it makes the draft of its next version."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from kit.audit.chain import record
from people.models import JobRole, Team, User
from rewards import errors
from rewards.formula.curve import CurveError
from rewards.models import Plan, PlanState, Run, RunState

COPIED = [
    "title_fa",
    "title_en",
    "cycle",
    "starts_on",
    "ends_on",
    "purpose",
    "unit",
    "base",
    "threshold",
    "target",
    "maximum",
    "p_min",
    "m_max",
    "bands",
    "gate_no_fail",
    "gate_criticals",
    "gate_training",
    "gate_signed",
    "least_evaluations",
    "cap",
    "prorates",
    "budget",
    "step",
    "approver",
]
DECIDED = (RunState.APPROVED, RunState.FROZEN, RunState.PAID)


@transaction.atomic
def draft_plan(
    *, by: User, at: datetime, roles: Iterable[JobRole] = (), teams: Iterable[Team] = (), **values: Any
) -> Plan:
    """The first version of a new plan. `values` are the plan's fields; no roles and no teams means everyone."""
    plan = Plan(**values, drafted_by=by, drafted_at=at)
    plan.lineage = plan.key
    return _keep(plan, roles, teams, by, at, "drafted")


@transaction.atomic
def change_plan(
    *,
    plan: Plan,
    by: User,
    at: datetime,
    roles: Iterable[JobRole] | None = None,
    teams: Iterable[Team] | None = None,
    **values: Any,
) -> Plan:
    """Change a draft; of a published plan, make (or change) the draft of the next version. Returns what was changed."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    draft = plan if plan.is_draft else _next_draft(plan, by, at)
    for name, value in values.items():
        setattr(draft, name, value)
    roles = draft.roles.all() if roles is None else roles
    teams = draft.teams.all() if teams is None else teams
    return _keep(draft, roles, teams, by, at, "changed")


@transaction.atomic
def publish_plan(*, plan: Plan, by: User, at: datetime) -> Plan:
    """The plan can be computed, and staff see their reward so far by it. Earlier versions of its period retire."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if not plan.is_draft:
        raise errors.PlanNotDraft
    _check(plan)
    earlier = Plan.objects.filter(lineage=plan.lineage, state=PlanState.PUBLISHED)
    earlier = earlier.filter(starts_on__lt=plan.ends_on, ends_on__gt=plan.starts_on)
    if Run.objects.filter(plan__in=earlier, state__in=DECIDED).exists():
        raise errors.PlanInUse
    retired = list(earlier)
    for former in retired:
        former.state = PlanState.RETIRED
        former.save(update_fields=["state"])
    plan.state, plan.published_at = PlanState.PUBLISHED, at
    plan.save(update_fields=["state", "published_at"])
    about: dict[str, Any] = {"version": plan.version, "terms": plan.terms.as_json()}
    record(verb="reward_plan.published", on=plan, by=by, at=at, seals=retired, **about)
    return plan


def _next_draft(plan, by, at):
    open_draft = Plan.objects.filter(lineage=plan.lineage, state=PlanState.DRAFT).first()
    if open_draft:
        return open_draft
    newest = Plan.objects.filter(lineage=plan.lineage).aggregate(version=Max("version"))["version"]
    draft = Plan(
        lineage=plan.lineage,
        version=newest + 1,
        drafted_by=by,
        drafted_at=at,
        **{name: getattr(plan, name) for name in COPIED},
    )
    _check(draft)
    draft.save()
    draft.roles.set(plan.roles.all())
    draft.teams.set(plan.teams.all())
    return draft


def _keep(plan, roles, teams, by, at, deed):
    _check(plan)
    plan.save()
    plan.roles.set(roles)
    plan.teams.set(teams)
    record(verb=f"reward_plan.{deed}", on=plan, by=by, at=at, version=plan.version, terms=plan.terms.as_json())
    return plan


def _check(plan):
    if plan.ends_on <= plan.starts_on:
        raise errors.PlanNotReady("period")
    try:
        plan.terms.shape.milestones()
    except CurveError as problem:
        raise errors.PlanNotReady("curve") from problem
