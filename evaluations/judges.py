"""Who can decide about an objection: HR who neither wrote the evaluation nor is in it nor leads the person."""

from django.db.models import Q

from people.holders import holders
from people.roles import HR, WITNESS, led_team_ids


def judges_of(evaluation):
    """HR accounts that can decide; where there is none, outside persons."""
    able = [user for user in _hr() if not _is_party(user, evaluation)]
    return able or list(holders(WITNESS))


def without_judge(disputes):
    """Those of the objections that nobody in HR can decide. One question for each account in HR, however many rows."""
    for user in _hr():
        staff = user.staff_member_or_none
        if staff is None:
            return disputes.none()
        party = Q(evaluation__subject=staff) | Q(evaluation__evaluator=staff)
        disputes = disputes.filter(party | Q(evaluation__subject__team__in=led_team_ids(user)))
    return disputes


def _hr():
    return holders(HR).select_related("staff_member")


def _is_party(user, evaluation):
    staff = user.staff_member_or_none
    if staff is None:
        return False
    leads = evaluation.subject_id != staff.pk and evaluation.subject.team_id in led_team_ids(user)
    return staff.pk in (evaluation.subject_id, evaluation.evaluator_id) or leads
