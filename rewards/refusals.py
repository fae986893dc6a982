"""What the actions refuse, in words: of a plan, of a run, of one person's reward in it."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kit.display import day, number
from kit.http.deed_views import Refusals, as_warning
from rewards import errors


def _not_over(refusal):
    words = _("The period of this plan is not over: this is possible from %(day)s on. Nothing was changed.")
    return words % {"day": day(refusal.day)}


def _outstanding(refusal):
    text = ngettext(
        "%(n)s evaluation of people in this run is not released yet. Nothing was changed.",
        "%(n)s evaluations of people in this run are not released yet. Nothing was changed.",
        refusal.n,
    )
    return text % {"n": number(refusal.n)}


def _days_changed(refusal):
    text = ngettext(
        "The work of %(n)s person in this run was recorded otherwise since it was computed. Compute it again.",
        "The work of %(n)s people in this run was recorded otherwise since it was computed. Compute it again.",
        refusal.n,
    )
    return text % {"n": number(refusal.n)}


PLAN: Refusals = {
    errors.PlanNotDraft: as_warning(_("This plan is published already.")),
    errors.PlanInUse: _("An approved run of an earlier version covers this period: it is decided."),
    errors.PlanNotPublished: _("Publish the plan first."),
}
RUN: Refusals = {
    errors.WrongState: _("The run has moved on meanwhile. Nothing was changed; look at where it stands now."),
    errors.PlanNotPublished: _("The plan was replaced by a newer version. Compute that one."),
    errors.NothingComputed: _("Nobody belongs to this plan in its period."),
    errors.NothingChanged: _(
        "Neither evaluations nor days have changed since the last run: there is nothing to correct."
    ),
    errors.SamePerson: _("Whoever computed a run cannot approve it."),
    errors.RecentlyHelped: _(
        "Your way in came from whoever computed or sent this run, or theirs from you, a short while ago. Somebody else "
        "must approve it, or you later."
    ),
    errors.OwnReward: _("Your own reward is in this run; somebody else must approve it."),
    errors.NotTheApprover: _("The plan names somebody else as approver."),
    errors.DoesNotAddUp: _("Recomputing gives something else. Nothing was booked; tell an administrator."),
    errors.NothingToPay: _("Everything booked is paid already."),
    errors.RunExists: _("The last run of this plan is still open."),
    errors.PeriodNotOver: _not_over,
    errors.EvaluationsOutstanding: _outstanding,
    errors.DaysChanged: _days_changed,
}
ROW: Refusals = {
    errors.OwnReward: _("Nobody decides about their own reward."),
    errors.AlreadyHeld: _("This reward is held or booked already. A booked one is corrected instead."),
    errors.NotHeld: _("This reward is not held."),
    errors.DisputeOpen: _("It is held because of a dispute, and released when the dispute is settled."),
}
