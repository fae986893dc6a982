"""The people of a run: HR's list, and one person's reward step by step."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from kit.http.deed_views import deed, itself
from kit.lists import ListPage
from playbook.chain.knots import line_of
from rewards.actions import hold_row, release_row
from rewards.filters import RowFilter
from rewards.forms.runs import HoldForm
from rewards.formula.terms import MONEY
from rewards.links.knots import RewardKnot
from rewards.models import Run, RunRow
from rewards.refusals import ROW
from rewards.runs.holds import holdings_of_row
from rewards.statements.explanation import explained
from rewards.statements.reward import of_row
from rewards.tables import MoneyRowTable, PointsRowTable


class RowList(ListPage):
    filterset_class = RowFilter
    permission = "rewards.view_runs"
    template_name = "rewards/rows.html"
    empty = gettext_lazy("Compute the run, and everyone stands here.")

    @cached_property
    def run(self):
        runs = Run.objects.visible_to(self.request.user).select_related("plan")
        return get_object_or_404(runs, key=self.kwargs["key"])

    @property
    def title(self):
        return self.run.title

    @property
    def table_class(self):
        return MoneyRowTable if self.run.terms.unit == MONEY else PointsRowTable

    def rows(self):
        return self.run.rows.visible_to(self.request.user).with_hold().with_names()

    def context(self):
        return {"run": self.run}


@require_GET
def row(request, key):
    row = _row(request, key)
    is_mine = row.staff.user_id == request.user.pk
    return render(
        request,
        "rewards/row.html",
        {
            "row": row,
            "run": row.run,
            "staff": row.staff,
            "present": of_row(row),
            **explained(of_row(row), owner=row.staff if is_mine else None),
            "chain": line_of(RewardKnot().place_of(row), request.user),
            "holds": row.run.holds.open().filter(staff=row.staff),
            "holdings": holdings_of_row(row, request.user) if row.is_held else [],
            "lines_booked": row.run.lines.filter(staff=row.staff).order_by("at", "id"),
            "is_mine": is_mine,
            "may_hold": request.user.has_perm("rewards.hold_row", row),
            "hold_form": HoldForm(),
        },
    )


def _row(request, key):
    rows = RunRow.objects.visible_to(request.user).with_hold().with_names().select_related("run__plan__cycle")
    return get_object_or_404(rows.select_related("staff__team__branch", "staff__job_role"), key=key)


@deed(
    "rewards.hold_row",
    fetch=_row,
    about=itself,
    form=HoldForm,
    unclear=gettext_lazy("Say why the reward is held."),
    done=gettext_lazy("Held. It is not booked until it is released."),
    refused=ROW,
)
def hold(request, row, **cleaned):
    hold_row(row=row, by=request.user, at=timezone.now(), **cleaned)


@deed("rewards.release_row", fetch=_row, about=itself, done=gettext_lazy("Released."), refused=ROW)
def release(request, row):
    release_row(row=row, by=request.user, at=timezone.now())
