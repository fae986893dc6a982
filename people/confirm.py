"""Sign, pay, export: before these the password (or the second factor) is asked for again."""

import time
from functools import wraps

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired


def password_confirmed_recently(request):
    """Within the last five minutes (ACCOUNT_REAUTHENTICATION_TIMEOUT): by password, second factor or the provider.

    Nobody counts as confirmed for having nothing to confirm with; allauth would let them pass.
    """
    return _gave_proof(request, "reauthenticated")


def signed_in_just_now(request):
    """The session itself was opened, or confirmed, within that time."""
    return _gave_proof(request, "at")


def _gave_proof(request, kind):
    if not request.user.is_authenticated:
        return False
    records = [record for record in get_authentication_records(request, request.user) if record.get(kind)]
    return bool(records) and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT


def require_password_again(request):
    """In a view: send the reader to confirm, and come back to this very request, unless that was done recently."""
    if not password_confirmed_recently(request):
        raise ReauthenticationRequired


def password_again(view=None, *, methods=("POST",)):
    """`@password_again` over a view asks at POST; `@password_again(methods=("GET", "POST"))` at exports too.

    A form that was on its way is sent by itself after the password. A form with a file is not: ask on GET there.
    """

    def decorate(view):
        @wraps(view)
        def asking(request, *args, **kwargs):
            if request.method in methods:
                require_password_again(request)
            return view(request, *args, **kwargs)

        return asking

    return decorate(view) if view else decorate
