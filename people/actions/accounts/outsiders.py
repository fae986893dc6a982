"""The outside person of a company that is too small for two pairs of hands: an account for that purpose alone."""

from datetime import datetime

from django.contrib.auth.models import Group
from django.db import transaction

from kit.audit.chain import record
from people import errors
from people.access.notices import named, tell_all_with_a_role
from people.actions.accounts.sign_in import issue_link
from people.actions.departures import end_sign_in
from people.company.organisation import display_of_new_accounts
from people.models import StaffMember, User
from people.models.roles import WITNESS


@transaction.atomic
def name_outside_person(*, name: str, email: str, by: User, at: datetime) -> User:
    """Open an account that confirms, approves and decides where nobody else can. Everybody with a role is told.

    The link goes to the address alone: whoever names an outside person never sees it.
    """
    taken = User.objects.filter(email__iexact=email) | User.objects.filter(username__iexact=email)
    if taken.exists() or StaffMember.objects.filter(email__iexact=email).exists():
        raise errors.NameTaken
    user = User(username=email.lower(), email=email, first_name=name, **display_of_new_accounts())
    user.set_unusable_password()
    user.save()
    user.groups.add(Group.objects.get_or_create(name=WITNESS)[0])
    record(verb="access.outsider_named", on=user, by=by, at=at, role=WITNESS, username=user.username)
    issue_link(user=user, by=by, at=at)
    tell_all_with_a_role(about=user, kind="people.outsider_named", at=at, by=named(by))
    return user


@transaction.atomic
def end_outside_person(*, user: User, by: User, at: datetime) -> User:
    """The account is closed for good; what it confirmed stays."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.pk == by.pk:
        raise errors.AboutOneself
    if WITNESS not in user.access_roles or not user.is_active:
        raise errors.NotAnOutsider
    end_sign_in(user)
    user.groups.clear()
    record(verb="access.outsider_ended", on=user, by=by, at=at, role=WITNESS, username=user.username)
    tell_all_with_a_role(about=user, kind="people.outsider_ended", at=at, by=named(by))
    return user
