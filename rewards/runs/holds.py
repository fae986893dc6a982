"""Why a reward is kept back, who can end that, and the ways between the reward and what holds it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from evaluations.models import Dispute, Evaluation
from evaluations.models.judges import judges_of
from evaluations.records.remarks import Remark
from kit.phrases import listed
from people.access.notices import named
from people.roles import staff_of
from rewards.models import Hold, HoldCause, RunRow
from rewards.models.runs import FINAL

MOST_NAMED = 3


@dataclass(frozen=True)
class HoldNotice:
    """`number` and `url` are of the disputed evaluation, `dispute_url` of the objection; empty where HR holds it, or
    where the reader may not open them. `deciders`: who can end it. `note`: HR's reason, for HR alone."""

    is_dispute: bool
    since: object
    deciders: str
    number: str = ""
    url: str = ""
    dispute_url: str = ""
    note: str = ""


def holdings_of_row(row, user):
    """Everything that keeps one row of a run back, as this reader may know it."""
    return _holdings(row.run.holds.open().filter(staff=row.staff_id), user)


def own_holdings(present, staff, user):
    """The same for one's own reward; before a run knows of it, the objections that will hold it."""
    if not present.may_be_held:
        return []
    held = Hold.objects.open().filter(run__plan=present.plan, run__state__in=FINAL, staff=staff)
    found = _holdings(held, user)
    known = {holding.number for holding in found}
    disputes = Dispute.objects.open().filter(evaluation__cycle=present.plan.cycle_id, evaluation__subject=staff)
    return found + [row for row in map(_of_dispute, disputes.select_related(*_RELATED)) if row.number not in known]


_RELATED = ("evaluation__subject", "evaluation__cycle", "evaluation__team")


def _holdings(holds, user):
    holds = list(holds)
    keys = [hold.about for hold in holds if hold.cause == HoldCause.DISPUTE]
    seen = Evaluation.objects.visible_to(user).filter(key__in=keys).values("pk") if keys else []
    disputes = Dispute.objects.open().filter(evaluation__in=seen).select_related(*_RELATED) if keys else []
    by_key = {dispute.evaluation.key: dispute for dispute in disputes}
    return [_holding(hold, by_key.get(hold.about), user) for hold in holds]


def _holding(hold, dispute, user):
    if dispute is not None:
        return _of_dispute(dispute)
    note = hold.note if "hr" in user.access_roles else ""
    return HoldNotice(hold.cause == HoldCause.DISPUTE, hold.held_at, _("HR"), note=note)


def _of_dispute(dispute):
    evaluation = dispute.evaluation
    return HoldNotice(
        True,
        dispute.opened_at,
        _names(judges_of(evaluation)),
        evaluation.number,
        evaluation.get_absolute_url(),
        dispute.get_absolute_url(),
    )


def _names(users):
    return listed(named(user) for user in users[:MOST_NAMED]) or _("HR")


def held_rewards(evaluation, user):
    """On the page of a disputed evaluation: whose reward waits for the decision. A lead sees nothing of money."""
    staff = staff_of(user)
    is_own = staff is not None and staff.pk == evaluation.subject_id
    held = Hold.objects.open().filter(cause=HoldCause.DISPUTE, about=evaluation.key).values("run")
    rows = RunRow.objects.visible_to(user).filter(run__in=held, staff=evaluation.subject_id)
    for row in rows.select_related("run__plan", "staff"):
        yield Remark(_kept_back(row, is_own), row.get_absolute_url(), _("Open the reward"), "lock")
    if is_own and not rows and held.exists():
        text = _("Your reward for this cycle is kept back until the objection is decided. Nothing is lost.")
        yield Remark(text, reverse("rewards:mine"), _("Open the reward"), "lock")


def _kept_back(row, is_own):
    names = {"run": row.run.title, "name": row.staff.name}
    if is_own:
        text = _("Your reward “%(run)s” is kept back until the objection is decided, and booked then. Nothing is lost.")
    else:
        text = _("The reward of %(name)s in “%(run)s” is kept back until the objection is decided, and booked then.")
    return text % names
