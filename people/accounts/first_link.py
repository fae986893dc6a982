"""Before there is a company: whether somebody administers it, and the link over which the first one does."""

import secrets
from hashlib import sha256

from django.conf import settings
from django.contrib.auth.models import Group
from django.urls import reverse

from people import errors
from people.access.holders import holders
from people.models import FoundingLink
from people.models.roles import ADMINISTRATOR

TOKEN_BYTES = 24


def has_administrator():
    """Some open account holds the role. Then no link makes another."""
    return holders(ADMINISTRATOR).exists()


def refuse_founded():
    """Raise CompanyFounded where somebody administers. Inside the action's transaction.

    Two at the same instant wait for each other at the row of the group, so that one of them wins.
    """
    list(Group.objects.select_for_update().filter(name=ADMINISTRATOR))
    if has_administrator():
        raise errors.CompanyFounded


def new_token():
    return secrets.token_urlsafe(TOKEN_BYTES)


def digest_of(token):
    """A token is random and long: a plain hash of it cannot be turned back."""
    return sha256(token.encode()).hexdigest()


def open_link(token, at):
    """The FoundingLink of the token while it works, else None. Every open one is compared, in constant time."""
    asked, found = digest_of(token), None
    for link in FoundingLink.objects.open(at):
        if secrets.compare_digest(link.digest, asked):
            found = link
    return found


def address_of(token):
    return settings.BASE_URL + reverse("people:first_run", args=[token])
