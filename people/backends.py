from allauth.account.auth_backends import AuthenticationBackend
from django.utils import timezone


class StaffBackend(AuthenticationBackend):
    """Sign-in by user name or e-mail; a person who has left is refused from the leaving day on, at the next request."""

    def user_can_authenticate(self, user):
        staff = user.staff_member_or_none
        has_left = staff is not None and staff.left_on is not None and staff.left_on <= timezone.localdate()
        return super().user_can_authenticate(user) and not has_left
