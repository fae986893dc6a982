"""A person's way in. The password is chosen by the person alone, over a link that works once."""

from django.db import transaction

from kit.audit.chain import record
from people import errors
from people.models import StaffMember, User
from people.notices import send_notice


@transaction.atomic
def create_sign_in(*, staff, username, by, at, language="fa"):
    """Open a sign-in without a password (also for somebody who is back); hand over `sign_in.set_password_link`."""
    _refuse_oneself(staff, by)
    staff = StaffMember.objects.select_for_update().get(pk=staff.pk)
    if staff.user is not None and staff.user.is_active:
        raise errors.SignInExists
    if staff.left_on is not None:
        raise errors.NotAtWork
    _refuse_taken(username, staff)
    user = staff.user or User(language=language)
    user.username, user.email, user.is_active = username, staff.email, True
    user.first_name, user.last_name = staff.given_name_fa[:150], staff.family_name_fa[:150]
    user.set_unusable_password()
    user.save()
    staff.user = user
    staff.save(update_fields=["user"])
    record(verb="sign_in.created", on=user, by=by, at=at, seals=[staff], staff=staff.code, username=username)
    send_notice(to=user, kind="people.welcome", at=at, dedupe_key=at.isoformat())
    return user


@transaction.atomic
def renew_sign_in(*, staff, by, at):
    """Who forgot the password and has no e-mail gets a new link by hand; the old password works until then."""
    _refuse_oneself(staff, by)
    user = staff.user
    if user is None or not user.is_active:
        raise errors.NoSignIn
    if user.access_roles and "administrator" not in by.access_roles:
        raise errors.GuardedSignIn
    record(verb="sign_in.renewed", on=user, by=by, at=at, staff=staff.code)
    return user


def _refuse_oneself(staff, by):
    if by is not None and staff.user_id == by.pk:
        raise errors.AboutOneself


def _refuse_taken(username, staff):
    others = User.objects.exclude(pk=staff.user_id)
    is_taken = others.filter(username__iexact=username).exists()
    is_taken = is_taken or (staff.email and others.filter(email__iexact=staff.email).exists())
    if is_taken:
        raise errors.NameTaken
