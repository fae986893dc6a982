"""Access roles: author, HR, administrator. Asked anew at every request, so a change counts at once."""

from django.contrib.auth.models import Group
from django.db import transaction

from kit.audit.chain import record
from people import errors
from people.models import User
from people.notices import send_notice
from people.roles import ACCESS_ROLES


@transaction.atomic
def grant_access_role(*, user, role, by, at):
    user, group = _locked(user, role, by)
    if user.groups.filter(pk=group.pk).exists():
        return user
    user.groups.add(group)
    return _record("granted", user, role, by, at)


@transaction.atomic
def revoke_access_role(*, user, role, by, at):
    user, group = _locked(user, role, by)
    if not user.groups.filter(pk=group.pk).exists():
        return user
    user.groups.remove(group)
    return _record("revoked", user, role, by, at)


@transaction.atomic
def reset_second_factor(*, user, by, at):
    """Somebody lost the phone: the second factor is removed and set up anew at the next sign-in; sessions end."""
    if by is not None and user.pk == by.pk:
        raise errors.AboutOneself
    user = User.objects.select_for_update().get(pk=user.pk)
    removed, _ = user.authenticator_set.all().delete()
    record(verb="access.second_factor_reset", on=user, by=by, at=at, removed=removed)
    send_notice(to=user, kind="people.second_factor_reset", at=at, dedupe_key=at.isoformat())
    return user


def _locked(user, role, by):
    if role not in ACCESS_ROLES:
        raise errors.UnknownRole
    if by is not None and user.pk == by.pk:
        raise errors.AboutOneself
    return User.objects.select_for_update().get(pk=user.pk), Group.objects.get_or_create(name=role)[0]


def _record(deed, user, role, by, at):
    record(verb=f"access.{deed}", on=user, by=by, at=at, role=role, username=user.username)
    send_notice(to=user, kind=f"people.access_{deed}_{role}", at=at, dedupe_key=at.isoformat())
    return user
