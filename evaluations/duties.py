"""What evaluations ask of a person."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluations.models import CycleAssignment, Dispute, Evaluation
from evaluations.models.evaluations import UNRELEASED
from kit.display import number
from kit.duties import Duty
from kit.queries.counts import counted
from people.models import StaffMember
from people.roles import is_hr, is_witness

MINUTES_AN_EVALUATION = 6


def duties_for(staff, on):
    return [*_to_evaluate(staff), *_to_read(staff), *_to_decide(staff)]


def to_do_of(staff):
    """Assignments that still want evaluations from `staff`, earliest first."""
    mine = CycleAssignment.objects.of_evaluator(staff).open().unfinished()
    return mine.order_by("due_on", "subject__family_name_fa", "pk")


def _to_evaluate(staff):
    waiting = list(to_do_of(staff).select_related("cycle", "subject"))
    if not waiting:
        return
    first, count = waiting[0], sum(row.wanted - row.done for row in waiting)
    one = len(waiting) == 1
    yield Duty(
        kind="evaluations.evaluate",
        title=_("Evaluate %(person)s") % {"person": first.subject.name}
        if one
        else ngettext("%(count)s evaluation to write", "%(count)s evaluations to write", count)
        % {"count": number(count)},
        detail=first.cycle.title,
        url=reverse("evaluations:to_do"),
        due_on=first.due_on,
        icon="clipboard-check",
        action=_("Evaluate"),
        minutes=MINUTES_AN_EVALUATION * count,
        count=count,
    )


def _to_read(staff):
    """Evaluations released and not yet answered."""
    waiting = Evaluation.objects.about(staff).shown().filter(state__in=["released", "seen"], is_current=True)
    for evaluation in waiting.select_related("cycle").order_by("final_due_on", "pk"):
        yield Duty(
            kind="evaluations.read",
            title=_("Your evaluation is ready"),
            detail=_("Say that you have read it, or object to a criterion."),
            url=evaluation.get_absolute_url(),
            due_on=evaluation.final_due_on,
            icon="user-check",
            action=_("See the result"),
            minutes=3,
        )


def _to_decide(staff):
    """Objections and results that wait for HR."""
    if staff.user is None or not is_hr(staff.user):
        return
    disputes, handed_in = _waiting_for_hr(staff)
    if disputes:
        yield Duty(
            kind="evaluations.decide",
            title=ngettext("%(count)s objection to decide", "%(count)s objections to decide", disputes)
            % {"count": number(disputes)},
            detail=_("While an objection is open, the person's reward is held."),
            url=reverse("evaluations:disputes"),
            due_on=None,
            icon="scale",
            action=_("Decide"),
            count=disputes,
        )
    if handed_in:
        yield Duty(
            kind="evaluations.release",
            title=ngettext("%(count)s evaluation to release", "%(count)s evaluations to release", handed_in)
            % {"count": number(handed_in)},
            detail=_("People see their evaluation from its release on."),
            url=reverse("evaluations:cycles"),
            due_on=None,
            icon="send",
            action=_("Release"),
            count=handed_in,
        )


def objections_for_outsiders(user):
    """What nobody in HR can decide waits for the outside person, one duty each."""
    if not is_witness(user):
        return
    for dispute in Dispute.objects.visible_to(user).open().order_by("pk").select_related("evaluation"):
        yield Duty(
            kind="evaluations.decide",
            title=_("An objection to decide: evaluation %(number)s") % {"number": dispute.evaluation.number},
            detail=_("Nobody in HR can decide it: they are in it themselves."),
            url=dispute.get_absolute_url(),
            due_on=None,
            icon="scale",
            action=_("Decide"),
        )


def _waiting_for_hr(staff):
    """(objections to decide, evaluations to release), in one query."""
    open_ones = Dispute.objects.open().exclude(evaluation__subject=staff).exclude(evaluation__evaluator=staff)
    handed_in = Evaluation.objects.filter(state=UNRELEASED[1], cycle__releaser="hr").exclude(subject=staff)
    both = StaffMember.objects.filter(pk=staff.pk).values_list(counted(open_ones), counted(handed_in))
    return both.get()
