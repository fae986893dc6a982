"""What rewards ask of somebody: HR the next step of a run, an approver the second look."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.display import number
from kit.duties import Duty
from people.roles import is_administrator, is_hr, is_witness
from rewards.models import CorrectionFlag, Run, RunState
from rewards.runs.readiness import possible_from


def duties_for(staff, on):
    """Duties of a staff member on the date `on`; empty for all but HR and administrators."""
    return duties_of_user(staff.user, on) if staff is not None and staff.user else []


def duties_of_user(user, on):
    """The same for a sign-in, with or without a staff member behind it."""
    if not (is_hr(user) or is_administrator(user) or is_witness(user)):
        return []
    runs = Run.objects.visible_to(user).exclude(state=RunState.PAID).select_related("plan")
    duties = [duty for run in runs if _is_time(run, on) and (duty := _duty(run, user))]
    return duties + (_flags() if is_hr(user) else [])


def _is_time(run, on):
    """Before the period is over a run can be computed, and nothing else."""
    return run.state == RunState.DRAFT or on >= possible_from(run)


def _duty(run, user):
    if run.state == RunState.SENT:
        return _approval(run) if user.has_perm("rewards.approve_run", run) else None
    if not is_hr(user) or (run.state == RunState.FROZEN and run.terms.unit == "points"):
        return None
    title, action = {
        RunState.DRAFT: (_("Compute “%(plan)s”"), _("Compute")),
        RunState.COMPUTED: (_("Review “%(plan)s” and send it for approval"), _("Review")),
        RunState.APPROVED: (_("Freeze “%(plan)s”: it is approved"), _("Freeze")),
        RunState.FROZEN: (_("Pay out “%(plan)s”"), _("Pay out")),
    }[run.state]
    return _of(run, "rewards.run", title, action)


def _approval(run):
    return _of(run, "rewards.approve", _("Approve “%(plan)s”"), _("Look at it"))


def _of(run, kind, title, action):
    people = ngettext("%(n)s person", "%(n)s people", run.people_count) % {"n": number(run.people_count)}
    url = reverse("rewards:run", args=[run.key])
    title = title % {"plan": run.title}
    return Duty(kind, title, people if run.people_count else "", url, None, "cash", action, minutes=5)


def _flags():
    by_run = {}
    for flag in CorrectionFlag.objects.open().select_related("run__plan"):
        by_run.setdefault(flag.run, []).append(flag)
    return [_correction(run, len(flags)) for run, flags in by_run.items()]


def _correction(run, count):
    detail = ngettext(
        "%(n)s evaluation was corrected after freezing", "%(n)s evaluations were corrected after freezing", count
    ) % {"n": number(count)}
    title = _("Correct “%(plan)s”") % {"plan": run.title}
    url = reverse("rewards:run", args=[run.key])
    return Duty("rewards.correct", title, detail, url, None, "git-compare", _("Look at it"), minutes=10, count=count)
