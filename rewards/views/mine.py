"""A person's own reward: how it stands, how it was computed, what stands on the account."""

from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from kit.access import require
from kit.lists import ListPage
from kit.phrases import listed
from people.roles import staff_of
from playbook.chain.knots import line_of
from rewards.links.knots import RewardKnot
from rewards.models import LedgerLine, RunRow, Thanks
from rewards.models.runs import FINAL
from rewards.runs.holds import own_holdings
from rewards.statements import labels
from rewards.statements.explanation import explained
from rewards.statements.reward import present_reward
from rewards.tables import LedgerTable
from rewards.verification import balance_of

PAST, KIND_WORDS = 12, 3


@require_GET
def mine(request):
    require(request.user, "rewards.view_own_rewards")
    staff = staff_of(request.user)
    present = present_reward(staff, timezone.now())
    past = RunRow.objects.filter(staff=staff, run__state__in=FINAL).select_related("run__plan")
    return render(
        request,
        "rewards/mine.html",
        {
            "present": present,
            **(explained(present, owner=staff) if present else {}),
            "holdings": own_holdings(present, staff, request.user) if present else [],
            "chain": _chain(present, staff, request.user),
            "past": past.order_by("-run__frozen_at")[:PAST],
            "balance": _balance(staff),
            "thanks": Thanks.objects.received_by(staff).with_names()[:KIND_WORDS],
        },
    )


def _chain(present, staff, user):
    """Of the settled reward, or of the reward so far."""
    if present is None:
        return []
    knot = RewardKnot()
    if present.row is None:
        return line_of(knot.so_far(present.plan, staff), user)
    present.row.staff = staff
    return line_of(knot.place_of(present.row), user)


def _balance(staff):
    return [labels.amount(value, unit) for unit, value in sorted(balance_of(staff).items())]


class Ledger(ListPage):
    """The lines of a person's own account."""

    title = gettext_lazy("My account")
    table_class = LedgerTable
    empty = {
        "title": gettext_lazy("Nothing is booked yet"),
        "text": gettext_lazy("Every reward that is settled and every payment stands here."),
        "icon": "wallet",
    }
    permission = "rewards.view_own_rewards"

    def rows(self):
        staff = staff_of(self.request.user)
        if staff is None:
            raise PermissionDenied
        lines = LedgerLine.objects.visible_to(self.request.user).filter(staff=staff).select_related("run__plan")
        rows = RunRow.objects.visible_to(self.request.user).filter(run=OuterRef("run"), staff=OuterRef("staff"))
        return lines.annotate(row_key=Subquery(rows.values("key")[:1]))

    @property
    def lead(self):
        sums = _balance(staff_of(self.request.user))
        if not sums:
            return ""
        return _("Not paid out yet: %(sums)s.") % {"sums": listed(sums)}
