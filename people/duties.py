"""What people asks of somebody: to be the second person."""

from django.utils.translation import gettext as _

from kit.duties import Duty
from people import errors
from people.access_words import WHAT
from people.models import AccountRequest
from people.roles import led_team_ids, may_second
from people.seconds import refuse_second_person
from people.telling import named


def duties_for(user, at):
    """What waits for this person's confirmation, and links they may hand over."""
    if not (may_second(user) or led_team_ids(user)):
        return []
    rows = AccountRequest.objects.visible_to(user).waiting(at).with_names()
    return [_duty(row) for row in rows if _may(user, row, at)]


def _may(user, row, at):
    try:
        refuse_second_person(row, user, at)
    except errors.PeopleError:
        return False
    return True


def _duty(row):
    title = WHAT[row.kind] % {"name": named(row.account)}
    detail = _("%(name)s asks for a second person") % {"name": named(row.asked_by)}
    return Duty(
        "people.confirm", title, detail, row.get_absolute_url(), None, "shield-lock", _("Look at it"), minutes=3
    )
