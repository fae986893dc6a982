"""Sign, pay, export: before these the password (or the second factor) is asked for again."""

import time
from functools import wraps

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.core.exceptions import ReauthenticationRequired


def password_confirmed_recently(request):
    """Within the last five minutes (ACCOUNT_REAUTHENTICATION_TIMEOUT)."""
    if not request.user.is_authenticated:
        return False
    if not request.user.has_usable_password():
        return did_recently_reauthenticate(request)
    # The same answer without three questions about second factors: who has a password can always confirm.
    records = [record for record in get_authentication_records(request, request.user) if record.get("reauthenticated")]
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
