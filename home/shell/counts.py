"""How many things wait in each room and in the inbox; drawn on every page, so it asks one question."""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, Sum, Value
from django.utils import timezone

from evaluations.models import CycleAssignment, Dispute, Evaluation
from kit.http.once import once
from kit.queries.counts import counted, figure_of
from kit.queries.prepared import Prepared
from people.models import Notice, StaffMember
from people.roles import is_hr, staff_of
from playbook.models import Edition, FrozenStandard
from playbook.signatures.required import held_by, is_excused

TO_ANSWER = ("released", "seen")
NOT_HANDED_IN = ("draft", "void")


@once
def waiting_counts(user):
    """{room's name: how many things wait there for `user`}, and `unread`: notices in the inbox."""
    staff = staff_of(user)
    if staff is None:
        disputes = Dispute.objects.open().count() if is_hr(user) else 0
        return {"disputes": disputes, "unread": Notice.objects.filter(recipient=user, read_at=None).count()}
    today = timezone.localdate()
    return WAITING.get(
        (is_hr(user), staff.is_active_on(today)),
        user=user.pk,
        staff=staff.pk,
        job_role=staff.job_role_id,
        today=today,
    )


def _waiting(shape, *, user, staff, job_role, today):
    decides, is_active = shape
    return StaffMember.objects.filter(pk=staff).values(
        folder=counted(_unsigned(staff, job_role, today)) if is_active else Value(0),
        my_evaluations=counted(Evaluation.objects.shown().filter(subject=staff, state__in=TO_ANSWER, is_current=True)),
        disputes=counted(_to_decide(staff)) if decides else Value(0),
        to_evaluate=_to_evaluate(staff),
        unread=counted(Notice.objects.filter(recipient=user, read_at=None)),
    )


WAITING = Prepared(_waiting, user=int, staff=int, job_role=int, today=date)


def _unsigned(staff, job_role, today):
    """Standards of the edition in force that bind the person and are not signed."""
    in_force = FrozenStandard.objects.filter(edition__in=Edition.objects.holding_on(today).order_by().values("pk"))
    return in_force.with_binding(job_role).filter(~Exists(held_by(staff)), ~is_excused(staff), binds=True)


def _to_decide(staff):
    """HR looks into every objection but those about their own evaluations."""
    return Dispute.objects.open().exclude(Q(evaluation__subject=staff) | Q(evaluation__evaluator=staff))


def _to_evaluate(staff):
    """How many evaluations are still wanted from the person, over all assignments."""
    of_the_row = Evaluation.objects.filter(assignment=OuterRef("pk"), is_current=True)
    done = counted(of_the_row.exclude(state__in=NOT_HANDED_IN))
    left = CycleAssignment.objects.filter(evaluator=staff).open().annotate(left=F("wanted") - done).filter(left__gt=0)
    return figure_of(left, Sum("left"))
