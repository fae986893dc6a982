"""Who can decide about an objection: HR who neither wrote the evaluation nor is in it nor leads the person, nor did on
the day that it is about."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from people.access.holders import holders
from people.models import TeamLead
from people.roles import HR, WITNESS, led_on, led_team_ids


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
        then = TeamLead.objects.open_on(OuterRef("evaluation__observed_on"))
        led = Exists(then.filter(staff=staff, team=OuterRef("evaluation__team")))
        disputes = disputes.filter(party | Q(led) | Q(evaluation__subject__team__in=led_team_ids(user)))
    return disputes


def _hr():
    return holders(HR).select_related("staff_member")


def _is_party(user, evaluation):
    staff = user.staff_member_or_none
    if staff is None:
        return False
    return staff.pk in (evaluation.subject_id, evaluation.evaluator_id) or is_tied(staff, evaluation)


def is_tied(staff, evaluation):
    """Leads the person today, or led the team on the day that the evaluation is about."""
    if staff is None or evaluation.subject_id == staff.pk:
        return False
    today = timezone.localdate()
    return led_on(staff, evaluation.team_id, evaluation.observed_on) or led_on(staff, evaluation.subject.team_id, today)
