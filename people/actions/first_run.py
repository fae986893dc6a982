"""How a company begins: a link printed on the server, and the person who opens it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction

from kit.audit.chain import record
from people import errors
from people.accounts.first_link import digest_of, new_token, open_link, refuse_founded
from people.actions.accounts.access import grant_access_role
from people.actions.accounts.sign_in import make_link
from people.actions.structure import change_organisation
from people.company.organisation import display_of_new_accounts
from people.models import FoundingLink, Organisation, SignInLink, User
from people.models.roles import ADMINISTRATOR, STAFF_ROLES


@transaction.atomic
def make_founding_link(*, at: datetime) -> str:
    """The token of a new link; it is kept nowhere. Raises CompanyFounded where somebody administers."""
    refuse_founded()
    FoundingLink.objects.filter(used_at=None).exclude(pk__in=FoundingLink.objects.open(at)).delete()
    token = new_token()
    link = FoundingLink.objects.create(digest=digest_of(token), made_at=at)
    record(verb="company.link_made", on=link, at=at)
    return token


@transaction.atomic
def found_company(
    *,
    token: str,
    company: Mapping[str, Any],
    account: Mapping[str, Any],
    password: str,
    also: Iterable[str] = (),
    at: datetime,
) -> User:
    """Write the company down and open its first account, an administrator's. Returns the user.

    `company`: columns of Organisation; `account`: username, email, first_name, last_name; `also`: further roles.
    Raises CompanyFounded, LinkTooOld or NameTaken: then nothing of it is kept.
    """
    refuse_founded()
    link = open_link(token, at)
    if link is None:
        raise errors.LinkTooOld
    link.used_at = at
    link.save(update_fields=["used_at"])
    user = _open_account(password, display_of_new_accounts(Organisation(**company)), **account)
    change_organisation(by=user, at=at, **company)
    roles = _known({ADMINISTRATOR, *also})
    user.groups.add(*(Group.objects.get_or_create(name=role)[0] for role in roles))
    record(verb="company.founded", on=user, by=user, at=at, seals=[user], username=user.username, roles=roles)
    return user


@transaction.atomic
def make_administrator(
    *, username: str, email: str = "", also: Iterable[str] = (), password: str = "", at: datetime
) -> tuple[User, SignInLink | None]:
    """By the server's command: a new account, or one that is there. Returns (user, SignInLink or None).

    A new one without a password gets a link. What Django calls a superuser becomes an administrator by role.
    """
    roles = _known({ADMINISTRATOR, *also})
    user, link = User.objects.select_for_update().filter(username__iexact=username).first(), None
    if user is None:
        user = _open_account(password, display_of_new_accounts(), username=username, email=email)
        record(verb="access.administrator_made", on=user, at=at, username=user.username)
        link = None if password else make_link(user, by=None, at=at)
    elif not user.is_active:
        raise errors.NoSignIn
    elif user.is_superuser:
        user.is_superuser = user.is_staff = False
        user.save(update_fields=["is_superuser", "is_staff"])
        record(verb="access.administrator_made", on=user, at=at, username=user.username)
    for role in roles:
        grant_access_role(user=user, role=role, by=None, at=at)
    return user, link


def _known(roles):
    if not roles <= set(STAFF_ROLES):
        raise errors.UnknownRole
    return sorted(roles)


def _open_account(password, display, *, username, email="", **names):
    taken = User.objects.filter(username__iexact=username)
    if taken.exists() or (email and User.objects.filter(email__iexact=email).exists()):
        raise errors.NameTaken
    user = User(username=username, email=email, **display, **names)
    user.set_password(password or None)
    user.save()
    return user
