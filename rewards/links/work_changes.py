"""What other work on days past means for rewards, in words: which runs rest on these days."""

from django.utils.translation import gettext as _

from kit.phrases import listed
from rewards.models import PlanState, Run, RunState
from rewards.models.runs import FINAL


def what_rests(staff, starts_on, ends_on, changed):
    if not changed:
        return
    runs = Run.objects.filter(rows__staff=staff, plan__ends_on__gt=starts_on, plan__state=PlanState.PUBLISHED)
    runs = runs if ends_on is None else runs.filter(plan__starts_on__lt=ends_on)
    runs = list(runs.exclude(state=RunState.DRAFT).select_related("plan").distinct())
    open_ones = [_quoted(run) for run in runs if run.state not in FINAL]
    final = [_quoted(run) for run in runs if run.state in FINAL]
    if open_ones:
        yield _("Computed with the days as they stand: %(runs)s. Compute again.") % {"runs": listed(open_ones)}
    if final:
        yield _("Frozen, and stays as it is: %(runs)s. A correction pays or takes back the difference.") % {
            "runs": listed(final)
        }


def _quoted(run):
    return _("“%(name)s”") % {"name": run.title}
