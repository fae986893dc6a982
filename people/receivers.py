"""What people hears from the sign-in."""

from allauth.account.signals import password_reset
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.dispatch import receiver
from django.utils import timezone

from people.accounts.allauth_inside import record_authentication
from people.actions import note_second_factor, record_link_used


@receiver(authenticator_added, dispatch_uid="people.second_factor_given")
def remember_the_second_factor(sender, request, user, authenticator, **kwargs):
    """Setting an authenticator app up proves it: this session need not be asked for a code again."""
    if authenticator.type == Authenticator.Type.TOTP:
        about = {"id": authenticator.pk, "type": authenticator.type, "reauthenticated": True}
        record_authentication(request, user, method="mfa", **about)
        note_second_factor(user=user, deed="set_up", at=timezone.now())


@receiver(authenticator_removed, dispatch_uid="people.second_factor_removed")
def note_that_it_was_switched_off(sender, request, user, authenticator, **kwargs):
    if authenticator.type == Authenticator.Type.TOTP:
        note_second_factor(user=user, deed="switched_off", at=timezone.now())


@receiver(authenticator_reset, dispatch_uid="people.recovery_codes_made")
def note_that_codes_were_made(sender, request, user, authenticator, **kwargs):
    note_second_factor(user=user, deed="codes_made", at=timezone.now())


@receiver(password_reset, dispatch_uid="people.link_used")
def write_down_that_a_link_was_used(sender, request, user, **kwargs):
    record_link_used(user=user, at=timezone.now())
