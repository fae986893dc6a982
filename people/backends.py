from allauth.account.auth_backends import AuthenticationBackend
from django.utils import timezone

from people.models import User


class StaffBackend(AuthenticationBackend):
    """Sign-in by user name or e-mail; a person who has left is refused from the leaving day on, at the next request."""

    def get_user(self, user_id):
        """The user of a session, with who they are at work: every page asks for it."""
        at_work = ("staff_member__team__branch", "staff_member__job_role")
        user = User.objects.select_related(*at_work).filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None

    def user_can_authenticate(self, user):
        staff = user.staff_member_or_none
        has_left = staff is not None and staff.left_on is not None and staff.left_on <= timezone.localdate()
        return super().user_can_authenticate(user) and not has_left
