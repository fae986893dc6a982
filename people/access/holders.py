"""Who holds an access role, and that somebody always does: a company is never locked out of its own doors."""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import Group
from django.db.models import Q

from people import errors
from people.models import User
from people.models.roles import ADMINISTRATOR, HR, SECOND_PEOPLE, WITNESS

# Without the first nobody gives access, without the second nobody looks after people.
NEVER_EMPTY = (HR, ADMINISTRATOR)


def holders(*roles):
    """Accounts that are open and hold one of the roles. A superuser cannot sign in, so is nobody here."""
    return User.objects.filter(groups__name__in=roles, is_active=True, is_superuser=False).distinct()


def staying(accounts):
    """Those of the accounts that can be signed in to, and whose owner is not leaving."""
    in_use = Q(last_login__isnull=False) | ~Q(password__startswith=UNUSABLE_PASSWORD_PREFIX) & ~Q(password="")
    return accounts.filter(in_use).filter(Q(staff_member=None) | Q(staff_member__left_on=None))


def refuse_last(user, roles):
    """Raise LastOfRole if the account is the last that holds one of `roles`. Inside the action's transaction.

    Two who leave at the same instant wait for each other at the row of the group, so that one of them stays.
    """
    for role in NEVER_EMPTY:
        if role in roles:
            list(Group.objects.select_for_update().filter(name=role))
            if not staying(holders(role).exclude(pk=user.pk)).exists():
                raise errors.LastOfRole(role)


def is_last(user):
    """The roles that nobody else could take over today; asked before the deed, to say so."""
    held = [role for role in NEVER_EMPTY if role in user.access_roles]
    return [role for role in held if not staying(holders(role).exclude(pk=user.pk)).exists()]


def second_people(*without):
    """Accounts that can be a second person, HR and administrators before outside persons: `(inside, outside)`."""
    away = [user.pk for user in without if user is not None]
    able = holders(*SECOND_PEOPLE).exclude(pk__in=away)
    outside = able.filter(groups__name=WITNESS)
    return able.exclude(pk__in=outside.values("pk")), outside
