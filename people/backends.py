from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Exists, OuterRef
from django.utils import timezone

from people.models import TeamLead, User
from people.roles import ACCESS_ROLES

AT_WORK = ("staff_member__team__branch", "staff_member__job_role")


class StaffBackend(AuthenticationBackend):
    """Sign-in by user name or e-mail; a person who has left is refused from the leaving day on, at the next request."""

    def get_user(self, user_id):
        """The user of a session, with who they are at work and which roles they hold: every page asks for it."""
        user = User.objects.select_related(*AT_WORK).annotate(**_held(timezone.localdate())).filter(pk=user_id).first()
        if user is None or not self.user_can_authenticate(user):
            return None
        user.keep_roles({role for role in ACCESS_ROLES if getattr(user, f"holds_{role}")}, leads=user.leads_today)
        return user

    def user_can_authenticate(self, user):
        staff = user.staff_member_or_none
        has_left = staff is not None and staff.left_on is not None and staff.left_on <= timezone.localdate()
        return super().user_can_authenticate(user) and not has_left


def _held(day):
    """`holds_<role>` for every access role, and whether the person leads a team on the day."""
    groups = User.groups.through.objects.filter(user=OuterRef("pk"))
    held = {f"holds_{role}": Exists(groups.filter(group__name=role)) for role in ACCESS_ROLES}
    return {**held, "leads_today": Exists(TeamLead.objects.open_on(day).filter(staff__user=OuterRef("pk")))}
