"""Access roles: author, HR, administrator. Asked anew at every request, so a change counts at once."""

from datetime import datetime

from django.contrib.auth.models import Group
from django.db import transaction

from kit.audit.chain import record
from people import errors
from people.access.holders import refuse_last
from people.access.notices import named, tell_second_people
from people.actions.accounts.sign_in import end_sessions
from people.models import User
from people.models.roles import STAFF_ROLES, WITNESS
from people.notices.sending import send_notice


@transaction.atomic
def grant_access_role(*, user: User, role: str, by: User | None, at: datetime) -> User:
    user, group = _locked(user, role, by)
    if user.groups.filter(pk=group.pk).exists():
        return user
    user.groups.add(group)
    return _record("granted", user, role, by, at)


@transaction.atomic
def revoke_access_role(*, user: User, role: str, by: User | None, at: datetime) -> User:
    """Raises LastOfRole for the last administrator and the last in HR: another has to have it first."""
    user, group = _locked(user, role, by)
    if not user.groups.filter(pk=group.pk).exists():
        return user
    refuse_last(user, {role})
    user.groups.remove(group)
    return _record("revoked", user, role, by, at)


@transaction.atomic
def end_account_sessions(*, user: User, by: User, at: datetime) -> User:
    """Whoever is signed in to the account, on whatever device, has to sign in anew. Raises NoSignIn, AboutOneself."""
    if user.pk == by.pk:
        raise errors.AboutOneself
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        raise errors.NoSignIn
    end_sessions(user, at=at)
    record(verb="access.sessions_ended", on=user, by=by, at=at, username=user.username)
    send_notice(to=user, kind="people.sessions_ended", at=at, dedupe_key=at.isoformat(), by=named(by))
    return user


def _locked(user, role, by):
    if role not in STAFF_ROLES:
        raise errors.UnknownRole
    if by is not None and user.pk == by.pk:
        raise errors.AboutOneself
    user = User.objects.select_for_update().get(pk=user.pk)
    if WITNESS in user.access_roles:
        raise errors.NotAnOutsider
    return user, Group.objects.get_or_create(name=role)[0]


def _record(deed, user, role, by, at):
    record(verb=f"access.{deed}", on=user, by=by, at=at, role=role, username=user.username)
    send_notice(to=user, kind=f"people.access_{deed}_{role}", at=at, dedupe_key=at.isoformat())
    told = {"by": named(by)} if by is not None else {"by": ""}
    tell_second_people(about=user, kind=f"people.told_{deed}_{role}", at=at, but=(by,), **told)
    return user
