"""The second person: who may approve a run, and who can be asked to."""

from people.models import User
from people.roles import ADMINISTRATOR, HR
from rewards import errors


def refuse_approver(run, user):
    """Raise why `user` may not approve `run`; nothing where they may."""
    if user.pk in (run.computed_by_id, run.sent_by_id):
        raise errors.SamePerson
    if run.plan.approver_id not in (None, user.pk):
        raise errors.NotTheApprover
    if run.rows.filter(staff__user=user).exists():
        raise errors.OwnReward


def approvers(run):
    """Who can be asked: the plan's approver, or HR and administrators who neither computed it nor are in it."""
    able = User.objects.filter(is_active=True)
    if run.plan.approver_id:
        return able.filter(pk=run.plan.approver_id)
    able = able.filter(groups__name__in=[HR, ADMINISTRATOR]).exclude(pk__in=[run.computed_by_id, run.sent_by_id])
    return able.exclude(staff_member__reward_rows__run=run).distinct()
