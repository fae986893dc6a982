"""The second person: who may approve a run, and who can be asked to."""

from people.access.holders import holders
from people.access.recent_help import tied_to
from people.access.second_people import is_server
from people.models import User
from people.roles import ADMINISTRATOR, HR, WITNESS, may_second
from rewards import errors


def refuse_approver(run, user, at):
    """Raise why `user` may not approve `run` at that time; nothing where they may."""
    if user.pk in (run.computed_by_id, run.sent_by_id):
        raise errors.SamePerson
    if run.plan.approver_id not in (None, user.pk):
        raise errors.NotTheApprover
    if run.rows.filter(staff__user=user).exists():
        raise errors.OwnReward
    if user.pk in tied_to([run.computed_by, run.sent_by], at=at):
        raise errors.RecentlyHelped
    if not may_second(user) and not is_server(user):
        raise errors.NotTheApprover
    if not user.access_roles & {HR, ADMINISTRATOR} and _can_inside(approvers(run, at), user):
        raise errors.NotTheApprover


def _can_inside(able, user):
    """An outside person, and the server's command, stand only for what nobody inside can."""
    return user not in able and any(WITNESS not in one.access_roles for one in able)


def approvers(run, at):
    """Who can be asked: the plan's approver, or HR and administrators who neither computed it nor are in it.

    Not whoever was let in by those who computed or sent it a short while ago; an outside person where nobody else can.
    """
    tied = tied_to([run.computed_by, run.sent_by], at=at)
    if run.plan.approver_id:
        return list(User.objects.filter(is_active=True, pk=run.plan.approver_id).exclude(pk__in=tied))
    inside = holders(HR, ADMINISTRATOR).exclude(pk__in=[run.computed_by_id, run.sent_by_id, *tied])
    able = list(inside.exclude(staff_member__reward_rows__run=run))
    return able or list(holders(WITNESS).exclude(pk__in=tied))
