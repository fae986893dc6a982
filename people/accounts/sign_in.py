"""Signing in: what counts as one account and one address for the throttle, and the link that sets a password."""

from allauth.account.adapter import get_adapter
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db.models import Q
from django.urls import reverse

from kit.files.mails import mail_goes_out
from people.accounts.tokens import HANDED, MAILED
from people.models import User
from people.models.roles import WITNESS


def account_name(request, credentials=None):
    """The name under which failed sign-ins are counted: user name and e-mail, in any case, are one account."""
    given = credentials or getattr(request, "POST", {})
    typed = str(given.get("username") or given.get("email") or given.get("login") or "").strip().casefold()[:150]
    known = getattr(request, "_account_names", None)
    if known is None:
        known = request._account_names = {}
    if typed not in known:
        known[typed] = _canonical(typed)
    return known[typed]


def _canonical(typed):
    same = User.objects.filter(Q(username__iexact=typed) | Q(email__iexact=typed)) if typed else User.objects.none()
    return (same.values_list("username", flat=True).first() or typed).casefold()


def client_address(request):
    """The address of the caller. X-Forwarded-For counts only as far as TRUSTED_PROXIES says."""
    try:
        return get_adapter(request).get_client_ip(request)
    except ImproperlyConfigured:
        return request.META.get("REMOTE_ADDR")
    except PermissionDenied:  # no address that is one
        return None


def address_for_links(user):
    """Where the links of an account are mailed to; "" where they are handed over.

    Where no mail goes out that is so for everybody but outside persons: who names one must never see their link.
    """
    return user.email if mail_goes_out() or WITNESS in user.access_roles else ""


def set_password_link(user, *, mailed=False):
    """An absolute address that works once and for three days; whoever opens it chooses the password.

    `mailed`: it goes to the address on file and nowhere else, so that using it proves the address. A link that is shown
    or printed is another link and proves nothing.
    """
    tokens = MAILED if mailed else HANDED
    parts = {"uidb36": user_pk_to_url_str(user), "key": tokens.make_token(user)}
    return settings.BASE_URL + reverse("account_reset_password_from_key", kwargs=parts)


def was_mailed(user, key):
    """Was the link with this key mailed to the address that the account has on file now?"""
    return bool(user.email) and MAILED.check_token(user, key)
