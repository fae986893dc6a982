"""What people hears from the sign-in."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.dispatch import receiver


@receiver(authenticator_added, dispatch_uid="people.second_factor_given")
def remember_the_second_factor(sender, request, user, authenticator, **kwargs):
    """Setting an authenticator app up proves it: this session need not be asked for a code again."""
    if authenticator.type == Authenticator.Type.TOTP:
        about = {"id": authenticator.pk, "type": authenticator.type, "reauthenticated": True}
        record_authentication(request, user, method="mfa", **about)
