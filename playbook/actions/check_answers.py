from datetime import datetime

from django.db import transaction
from django.urls import reverse

from kit.audit.chain import record
from kit.dates.calendar import local_day
from people.models import StaffMember, TeamLead, User
from people.notices.sending import send_notice
from playbook.actions.signatures import refuse_signing
from playbook.errors import AnswerUnknown, ChecksUsedUp, NoCheckQuestion
from playbook.models import CheckAnswer, FrozenStandard
from playbook.notices import CHECK_FAILED
from playbook.signatures.check_state import check_state
from playbook.standards.check_questions import all_answers, is_right


@transaction.atomic
def answer_check(*, standard: FrozenStandard, staff: StaffMember, answer: str, by: User, at: datetime) -> CheckAnswer:
    """Grade the answer of `staff` to the check question; after a right one the first right one is given back.

    Raises as `refuse_signing` does, NoCheckQuestion, ChecksUsedUp after two wrong answers in a day, AnswerUnknown.
    """
    standard = refuse_signing(standard, staff, by, at)
    if not standard.has_check:
        raise NoCheckQuestion
    StaffMember.objects.select_for_update().get(pk=staff.pk)
    state = check_state(staff, standard, local_day(at))
    if state.is_passed:
        return CheckAnswer.objects.get(staff=staff, frozen_standard=standard, is_right=True)
    if not state.tries_left:
        raise ChecksUsedUp
    if answer not in all_answers(standard):
        raise AnswerUnknown
    given = CheckAnswer.objects.create(
        staff=staff, frozen_standard=standard, answer=answer, is_right=is_right(standard, answer), answered_at=at
    )
    record(verb="check.answered", on=standard, by=by, at=at, seals=[given], code=standard.code, right=given.is_right)
    if not given.is_right and state.tries_left == 1:
        _tell_leads(standard, staff, at)
    return given


def _tell_leads(standard, staff, at):
    """Once per person and text: somebody should talk it through with them."""
    leads = TeamLead.objects.open_on(local_day(at)).filter(team=staff.team_id).exclude(staff=staff)
    for leadership in leads.select_related("staff__user"):
        send_notice(
            to=leadership.staff.user,
            kind=CHECK_FAILED,
            at=at,
            url=reverse("playbook:standard", args=[standard.key]),
            dedupe_key=f"{standard.key}:{staff.key}",
            code=standard.code,
            name=staff.name,
        )
