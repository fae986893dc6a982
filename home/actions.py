"""The one deed of the desks: reminding an evaluator."""

from datetime import datetime

from django.db import transaction

from evaluations.cycles.orphans import without_evaluator
from home.desks.hr import late_counts, reminder_key
from home.notices import EVALUATIONS_WAIT
from kit.audit.chain import record
from kit.dates.calendar import local_day
from people.models import Notice, StaffMember, User
from people.notices.sending import send_notice


class NothingLate(Exception):
    """No evaluation of this evaluator is past its date."""


class AlreadyReminded(Exception):
    """This evaluator was reminded today."""


class NobodyToRemind(Exception):
    """The evaluator left, is on leave until after the date, or cannot sign in: what they have is handed on instead."""


@transaction.atomic
def remind_evaluator(*, evaluator: StaffMember, by: User, at: datetime, url: str = "") -> Notice:
    """Tell an evaluator how many evaluations are past their date; once a day, whoever asks."""
    evaluator = StaffMember.objects.select_for_update(of=("self",)).select_related("user").get(pk=evaluator.pk)
    count = late_counts(local_day(at), evaluator).get(evaluator.pk, 0)
    if not count:
        raise NobodyToRemind if without_evaluator(local_day(at), evaluator=evaluator) else NothingLate
    notice = send_notice(
        to=evaluator.user,
        kind=EVALUATIONS_WAIT,
        at=at,
        url=url,
        dedupe_key=reminder_key(evaluator, at),
        count=count,
        by=str(by),
    )
    if notice is None:
        raise AlreadyReminded
    record(verb="evaluator.reminded", on=evaluator, by=by, at=at, count=count)
    return notice
