"""How many things wait in each room; drawn on every page, so it asks at most three questions."""

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from evaluations.models import CycleAssignment, Dispute, Evaluation
from people.models import StaffMember
from people.roles import is_hr, staff_of
from playbook.models import Edition, FrozenStandard, Signature

TO_ANSWER = ("released", "seen")


def waiting_counts(user):
    """{room's name: how many things wait there for `user`}; rooms where nothing waits may be left out."""
    staff = staff_of(user)
    if staff is None:
        return {"disputes": Dispute.objects.open().count()} if is_hr(user) else {}
    waiting = StaffMember.objects.filter(pk=staff.pk).values(
        folder=_counted(_unsigned(staff, timezone.localdate())),
        my_evaluations=_counted(Evaluation.objects.about(staff).filter(state__in=TO_ANSWER, is_current=True)),
        disputes=_counted(_to_decide(user, staff)),
    )
    return {**waiting.get(), "to_evaluate": _to_evaluate(staff)}


def _counted(rows):
    """The number of rows as a subquery."""
    total = rows.order_by().annotate(_all=Coalesce(F("pk") * 0, 0)).values("_all").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(total), 0)


def _unsigned(staff, today):
    """Standards of the edition in force that bind the person and are not signed."""
    edition = Edition.objects.in_force(today) if staff.is_active_on(today) else None
    if edition is None:
        return FrozenStandard.objects.none()
    roles = FrozenStandard.roles.through.objects.filter(frozenstandard=OuterRef("pk"))
    signed = Signature.objects.filter(staff=staff, frozen_standard__binding_hash=OuterRef("binding_hash"))
    binding = Exists(roles.filter(jobrole=staff.job_role_id)) | ~Exists(roles)
    return FrozenStandard.objects.filter(~Exists(signed), binding, edition=edition)


def _to_decide(user, staff):
    if not is_hr(user):
        return Dispute.objects.none()
    return Dispute.objects.open().exclude(Q(evaluation__subject=staff) | Q(evaluation__evaluator=staff))


def _to_evaluate(staff):
    mine = CycleAssignment.objects.of_evaluator(staff).open().with_progress().filter(done__lt=F("wanted"))
    return sum(wanted - done for wanted, done in mine.values_list("wanted", "done"))
