"""Who can be the second person for a request about an account."""

from kit.audit.chain import record
from kit.dates.calendar import local_day
from people import errors
from people.access.holders import second_people
from people.access.notices import name_of, named
from people.access.recent_help import helped_each_other
from people.models import TeamLead, User
from people.notices.sending import send_notice
from people.roles import leads, may_second


def may_confirm(user, request):
    """HR, an administrator, an outside person; for somebody without a role also their lead, who knows the face.

    Not who asked, and not the owner of the account.
    """
    if user.pk in (request.asked_by_id, request.account_id):
        return False
    if may_second(user) or is_server(user):
        return True
    if request.account is None:
        return False
    staff = request.account.staff_member_or_none
    return not request.account.access_roles and leads(user, staff)


def refuse_second_person(request, by, at):
    """Raise why `by` is no second person for this; nothing where they are."""
    refuse_by_role(request, by)
    if helped_each_other(by, [request.asked_by], at=at):
        raise errors.RecentlyHelped


def refuse_by_role(request, by):
    """The same without asking whether one of the two was let in by the other."""
    if by.pk == request.account_id:
        raise errors.AboutOneself
    if by.pk == request.asked_by_id:
        raise errors.SamePerson
    if not may_confirm(by, request):
        raise errors.NotTheSecondPerson


def who_may_confirm(request, day):
    """Accounts that can be asked, those inside the company first; outside persons only where there is nobody else."""
    inside, outside = second_people(request.asked_by, request.account)
    found = [*inside, *_leads(request, day)]
    return list(dict.fromkeys(found)) or list(outside)


def _leads(request, day):
    if request.account is None:
        return []
    staff = request.account.staff_member_or_none
    if staff is None or request.account.access_roles:
        return []
    leaderships = TeamLead.objects.open_on(day).filter(team=staff.team_id, staff__user__is_active=True)
    users = [row.staff.user for row in leaderships.select_related("staff__user")]
    return [user for user in users if user.pk not in (request.asked_by_id, request.account_id)]


def tell_who_may_confirm(request, *, at):
    about = {"asked": named(request.asked_by), "name": name_of(request)}
    kind = f"people.request_waits_{request.kind}"
    for user in who_may_confirm(request, local_day(at)):
        send_notice(to=user, kind=kind, at=at, url=request.get_absolute_url(), dedupe_key=request.key, **about)


SERVER = ".server"


def server_account():
    """Stands in the books where the second person was whoever has the server, by `manage.py second_person`."""
    user, is_new = User.objects.get_or_create(username=SERVER, defaults={"is_active": False, "password": "!"})
    if is_new:
        record(verb="server.account_opened", on=user, username=SERVER)
    return user


def is_server(user):
    return user.username == SERVER and not user.is_active
