"""What people asks of somebody: to be the second person."""

from django.utils.translation import gettext as _

from kit.duties import Duty
from people.access.labels import WHAT
from people.access.notices import name_of, named
from people.access.recent_help import helped_each_other
from people.models import AccountRequest
from people.roles import led_team_ids, may_second


def duties_for(user, at):
    """What waits for this person's confirmation. What they see and did not ask for, they may confirm."""
    if not (may_second(user) or led_team_ids(user)):
        return []
    rows = list(AccountRequest.objects.visible_to(user).waiting(at).exclude(asked_by=user).with_names())
    tied = helped_each_other(user, [row.asked_by for row in rows], at=at) if rows else ()
    return [_duty(row) for row in rows if row.asked_by_id not in tied]


def _duty(row):
    title = WHAT[row.kind] % {"name": name_of(row)}
    detail = _("%(name)s asks for a second person") % {"name": named(row.asked_by)}
    url = row.get_absolute_url()
    return Duty("people.confirm", title, detail, url, None, "shield-lock", _("Look at it"), minutes=3)
