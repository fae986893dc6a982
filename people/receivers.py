"""What people hears from the sign-in."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import password_reset
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.dispatch import receiver
from django.utils import timezone

from people.actions import record_link_used


@receiver(authenticator_added, dispatch_uid="people.second_factor_given")
def remember_the_second_factor(sender, request, user, authenticator, **kwargs):
    """Setting an authenticator app up proves it: this session need not be asked for a code again."""
    if authenticator.type == Authenticator.Type.TOTP:
        record_authentication(request, user, method="mfa", id=authenticator.pk, type=authenticator.type)


@receiver(password_reset, dispatch_uid="people.link_used")
def write_down_that_a_link_was_used(sender, request, user, **kwargs):
    record_link_used(user=user, at=timezone.now())
