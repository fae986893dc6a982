"""Who may do what with rewards. A lead sees nothing of money."""

import rules
from django.utils import timezone

from people.roles import is_administrator, is_hr, is_staff_member, is_witness
from rewards import errors
from rewards.runs.approval import refuse_approver


@rules.predicate
def may_stand_for_it(user, run):
    """Neither computed nor sent it, is not in it, and is the approver that the plan names, if it names one."""
    if run is None:
        return True
    try:
        refuse_approver(run, user, timezone.now())
    except errors.RewardsError:
        return False
    return True


@rules.predicate
def is_somebody_elses(user, row):
    return row is None or row.staff.user_id is None or row.staff.user_id != user.pk


@rules.predicate
def is_own_reward(user, row):
    return row is not None and row.staff.user_id == user.pk


sees_all = is_hr | is_administrator

rules.add_perm("rewards.view_plans", sees_all)
rules.add_perm("rewards.draft_plan", is_hr)
rules.add_perm("rewards.change_plan", is_hr)
rules.add_perm("rewards.publish_plan", is_hr)
rules.add_perm("rewards.view_runs", sees_all | is_witness)
rules.add_perm("rewards.start_run", is_hr)
rules.add_perm("rewards.compute_run", is_hr)
rules.add_perm("rewards.send_run", is_hr)
rules.add_perm("rewards.take_back_run", is_hr)
rules.add_perm("rewards.approve_run", (sees_all | is_witness) & may_stand_for_it)
rules.add_perm("rewards.freeze_run", is_hr)
rules.add_perm("rewards.pay_run", is_hr)
rules.add_perm("rewards.correct_run", is_hr)
rules.add_perm("rewards.hold_row", is_hr & is_somebody_elses)
rules.add_perm("rewards.release_row", is_hr & is_somebody_elses)
rules.add_perm("rewards.view_row", sees_all | is_witness | is_own_reward)
rules.add_perm("rewards.view_own_rewards", is_staff_member)
rules.add_perm("rewards.thank_colleague", is_staff_member)
