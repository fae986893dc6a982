from datetime import date

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Exists, OuterRef
from django.utils import timezone

from kit.queries.prepared import Prepared, columns, instance
from people.accounts.addresses import account_with
from people.models import Branch, JobRole, StaffMember, Team, TeamLead, User
from people.models.roles import ACCESS_ROLES

STAFF = "staff_member__"
TEAM, ROLE = f"{STAFF}team__", f"{STAFF}job_role__"
BRANCH = f"{TEAM}branch__"


class StaffBackend(AuthenticationBackend):
    """Sign-in by user name or e-mail; a person who has left is refused from the leaving day on, at the next request.

    So is what Django calls a superuser: who administers holds the role, and nothing goes past the rules.
    """

    def get_user(self, user_id):
        """The user of a session, with who they are at work and which roles they hold: every page asks for it."""
        row = WHO.get(user=user_id, today=timezone.localdate())
        user = row and _user(row)
        return user if user and self.user_can_authenticate(user) else None

    def _authenticate_by_email(self, email, password):
        """The address on file alone: allauth would also take one that somebody merely wrote down for themselves."""
        return self._check_password(account_with(email), password)

    def user_can_authenticate(self, user):
        staff = user.staff_member_or_none
        has_left = staff is not None and staff.left_on is not None and staff.left_on <= timezone.localdate()
        return super().user_can_authenticate(user) and not has_left and not user.is_superuser


def _who(shape, *, user, today):
    """A user with who they are at work, and what `_held` says."""
    fetched = [(User, ""), (StaffMember, STAFF), (Team, TEAM), (Branch, BRANCH), (JobRole, ROLE)]
    names = [name for model, path in fetched for name in columns(model, path)]
    return User.objects.filter(pk=user).annotate(**_held(today)).values(*names, *_held(today))


WHO = Prepared(_who, user=int, today=date)


def _held(day):
    """`holds_<role>` for every access role, and whether the person leads a team on the day."""
    groups = User.groups.through.objects.filter(user=OuterRef("pk"))
    held = {f"holds_{role}": Exists(groups.filter(group__name=role)) for role in ACCESS_ROLES}
    return {**held, "leads_today": Exists(TeamLead.objects.open_on(day).filter(staff__user=OuterRef("pk")))}


def _user(row):
    user, staff = instance(User, row), instance(StaffMember, row, STAFF)
    if staff is not None:
        staff.team, staff.job_role = instance(Team, row, TEAM), instance(JobRole, row, ROLE)
        staff.team.branch = instance(Branch, row, BRANCH)
        staff.user = user
    User._meta.get_field("staff_member").set_cached_value(user, staff)
    user.keep_roles({role for role in ACCESS_ROLES if row[f"holds_{role}"]}, leads=row["leads_today"])
    return user
