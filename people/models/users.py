import rules
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from kit.values.keys import Keyed
from people.models.roles import ACCESS_ROLES, SECOND_PEOPLE


class Calendar(models.TextChoices):
    JALALI = "jalali", _("Solar Hijri")
    GREGORIAN = "gregorian", _("Gregorian")


class Digits(models.TextChoices):
    PERSIAN = "fa", _("Persian digits")
    LATIN = "en", _("Latin digits")


class Theme(models.TextChoices):
    AUTO = "auto", _("Like the device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class User(Keyed, AbstractUser):
    """A sign-in. What the person is at work stands in `StaffMember`; what they may do in the access groups.

    Those groups alone give access: an account that Django calls a superuser cannot be signed in to.
    """

    language = models.CharField(_("language"), max_length=2, choices=[("fa", "فارسی"), ("en", "English")], default="fa")
    calendar = models.CharField(_("calendar"), max_length=9, choices=Calendar, default=Calendar.JALALI)
    digits = models.CharField(_("digits"), max_length=2, choices=Digits, default=Digits.PERSIAN)
    theme = models.CharField(_("theme"), max_length=5, choices=Theme, default=Theme.AUTO)
    hides_starting = models.BooleanField(default=False, editable=False)
    sessions_ended_at = models.DateTimeField(null=True, editable=False)

    class Meta(AbstractUser.Meta):
        constraints = [
            models.UniqueConstraint(Lower("username"), name="user_username_unique_in_any_case"),
            models.UniqueConstraint(
                Lower("email"), condition=~models.Q(email=""), name="user_email_unique_in_any_case"
            ),
        ]

    def __str__(self):
        return super().get_full_name() or self.username

    def get_full_name(self):
        """What the CMS calls somebody: the name that everybody else reads, in the reader's language."""
        staff = self.staff_member_or_none
        return staff.name if staff else super().get_full_name()

    @property
    def is_in_use(self):
        """Somebody has signed in, or could: from then on nobody else chooses its password alone."""
        return self.last_login is not None or (bool(self.password) and self.has_usable_password())

    def _get_session_auth_hash(self, secret=None):
        """What sessions are bound to: the password, and when all of them were last ended."""
        bound = super()._get_session_auth_hash(secret=secret)
        if self.sessions_ended_at is None:
            return bound
        return salted_hmac("people.User.sessions_ended_at", f"{bound}{self.sessions_ended_at.isoformat()}").hexdigest()

    @cached_property
    def access_roles(self):
        """Which of 'author', 'hr', 'administrator', 'witness' the person holds."""
        return frozenset(self._group_names() & set(ACCESS_ROLES))

    def _group_names(self):
        if "groups" in getattr(self, "_prefetched_objects_cache", ()):
            return {group.name for group in self.groups.all()}
        return set(self.groups.values_list("name", flat=True))

    @property
    def may_second(self):
        """Holds a role of those who can be the second person."""
        return bool(self.access_roles & SECOND_PEOPLE)

    @cached_property
    def led_team_ids(self):
        """Primary keys of the teams that the person leads today; asked once per user object."""
        staff = self.staff_member_or_none
        if staff is None:
            return frozenset()
        return frozenset(staff.leaderships.open_on(timezone.localdate()).values_list("team_id", flat=True))

    def keep_roles(self, held, *, leads):
        """What the question that fetched the user has answered already: the groups held, whether they lead a team."""
        self.access_roles = frozenset(held)
        if not leads:
            self.led_team_ids = frozenset()

    def has_perm(self, perm, obj=None):
        """What a rule decides, the rule alone decides: not even a superuser approves their own run."""
        if rules.perm_exists(perm):
            return self.is_active and rules.has_perm(perm, self, obj)
        return super().has_perm(perm, obj)

    @cached_property
    def staff_member_or_none(self):
        return getattr(self, "staff_member", None)
