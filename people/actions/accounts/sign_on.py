"""Single sign-on: which identifier at the company's provider opens which account."""

from datetime import datetime

from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from kit.audit.chain import record
from people import errors
from people.accounts.tasks import mail_sign_on_invitation
from people.models import StaffMember, User
from people.notices.sending import send_notice


@transaction.atomic
def invite_to_sign_on(*, staff: StaffMember, by: User, at: datetime) -> User:
    """Mail an invitation to the address on file; whoever opens it links what they are at the provider. Shown nowhere.

    Raises AboutOneself, NoSignIn, GuardedSignIn, NoAddress.
    """
    if staff.user_id is None:
        raise errors.NoSignIn
    user = _locked(staff.user, by)
    if not user.is_active:
        raise errors.NoSignIn
    if not user.email:
        raise errors.NoAddress
    record(verb="sign_on.invited", on=user, by=by, at=at)
    transaction.on_commit(lambda: _mail_invitation(user.pk))
    return user


@transaction.atomic
def link_sign_on(*, user: User, provider: str, subject: str, at: datetime) -> SocialAccount:
    """From now on `subject` at `provider` opens the account; its owner is told. Raises SubjectTaken. Twice is once."""
    user = User.objects.select_for_update().get(pk=user.pk)
    account, is_new = SocialAccount.objects.get_or_create(provider=provider, uid=subject, defaults={"user": user})
    if account.user_id != user.pk:
        raise errors.SubjectTaken
    if is_new:
        record(verb="sign_on.linked", on=user, by=user, at=at, provider=provider)
        send_notice(to=user, kind="people.sign_on_linked", at=at, dedupe_key=at.isoformat())
    return account


@transaction.atomic
def unlink_sign_on(*, staff: StaffMember, by: User, at: datetime) -> int:
    """Take every link with the provider away: it was opened by somebody else, or begins anew. Returns how many."""
    if staff.user_id is None:
        raise errors.NoSignIn
    user = _locked(staff.user, by)
    removed, _ = SocialAccount.objects.filter(user=user).delete()
    if removed:
        record(verb="sign_on.unlinked", on=user, by=by, at=at, removed=removed)
        send_notice(to=user, kind="people.sign_on_unlinked", at=at, dedupe_key=at.isoformat())
    return removed


def _locked(user, by):
    if by is not None and by.pk == user.pk:
        raise errors.AboutOneself
    if user.access_roles and not (by is not None and "administrator" in by.access_roles):
        raise errors.GuardedSignIn
    return User.objects.select_for_update().get(pk=user.pk)


def _mail_invitation(user_id):
    mail_sign_on_invitation.enqueue(user_id)
