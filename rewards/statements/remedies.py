"""What would meet a condition that is not met: the way there, for the person whom it belongs to."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from evaluations.models import Evaluation, Verdict
from training.models import Standing
from training.models.status import IS_NOT_VALID
from training.progress.staleness import all_changes


def way_of(gate, plan, staff, on):
    """(address, words) for the name of a gate."""
    return _WAYS[gate](plan, staff, on)


def _to_sign(plan, staff, on):
    return reverse("playbook:sign"), _("Sign these standards")


def _to_courses(plan, staff, on):
    """The one course that is not in order, or the list where there are several."""
    rows = Standing.objects.filter(staff=staff, assignment__isnull=False).with_status(on, all_changes(on)).order_by()
    late = list(rows.filter(status__in=[status.value for status in IS_NOT_VALID]).select_related("course")[:2])
    if len(late) == 1:
        return late[0].course.get_absolute_url(), _("Take this course")
    return reverse("training:mine"), _("See your training")


def _to_evaluations(plan, staff, on):
    return reverse("evaluations:mine"), _("See your evaluations")


def _to_failed(plan, staff, on):
    return _to_newest(_counted(plan, staff).filter(outcome=Verdict.FAIL))


def _to_missed(plan, staff, on):
    rows = _counted(plan, staff).with_missed()
    return _to_newest([row for row in rows if row.missed_criticals])


def _counted(plan, staff):
    return Evaluation.objects.counted().shown().about(staff).filter(cycle=plan.cycle_id).order_by("-observed_on", "-pk")


def _to_newest(rows):
    found = next(iter(rows), None)
    return (found.get_absolute_url(), _("See the evaluation")) if found else _to_evaluations(None, None, None)


_WAYS = {
    "signed": _to_sign,
    "training": _to_courses,
    "evaluations": _to_evaluations,
    "no_fail": _to_failed,
    "criticals": _to_missed,
}
