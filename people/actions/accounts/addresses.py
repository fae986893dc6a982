"""The address on file of an account: where its links and mails go. Nobody but its owner moves it once it is in use."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.urls import reverse

from kit.audit.chain import record
from people import errors
from people.accounts.addresses import has_proven_address, is_same
from people.accounts.tasks import mail_address_proof, mail_old_address
from people.models import AddressChange, User
from people.notices.sending import send_notice


@transaction.atomic
def carry_address(*, user: User, email: str, by: User | None, at: datetime) -> AddressChange | User | None:
    """HR wrote this address down. An account that nobody uses yet has it at once, any other asks its owner first.

    To take an address away gives nobody a way in, so that happens at once: a lost mailbox must not get links.
    """
    user = _locked(user)
    if user.is_in_use and email:
        return ask_for_address(user=user, email=email, by=by, at=at)
    return set_address(user=user, email=email, by=by, at=at)


@transaction.atomic
def ask_for_address(*, user: User, email: str, by: User | None, at: datetime) -> AddressChange | None:
    """Mail a proof to `email`; until its owner opens it, signed in, everything else goes where it went.

    Asked for by somebody else, the person is told, by mail at the address that still counts. Returns the
    AddressChange, or None where there is nothing to prove. Raises NameTaken.
    """
    user = _locked(user)
    is_own = by is not None and by.pk == user.pk
    if is_same(user.email, email) and (not is_own or has_proven_address(user)):
        AddressChange.objects.filter(user=user).delete()
        return None
    _refuse_taken(user, email)
    AddressChange.objects.filter(user=user).delete()
    change = AddressChange.objects.create(user=user, email=email, asked_by=by, asked_at=at)
    record(verb="address.asked", on=user, by=by, at=at, changes={"email": [user.email, email]})
    if not is_own:
        send_notice(to=user, kind="people.address_asked", at=at, url=reverse("people:address"), dedupe_key=change.key)
    transaction.on_commit(lambda: _mail_proof(change.pk))
    return change


@transaction.atomic
def prove_own_address(*, change: AddressChange, by: User | None, at: datetime) -> User:
    """The owner opened the link that was mailed to the new address. Raises LinkTooOld, NotTheirs, NameTaken."""
    user = _locked(change.user)
    open_one = AddressChange.objects.filter(pk=change.pk, key=change.key).first()
    if open_one is None or not open_one.is_open(at):
        raise errors.LinkTooOld
    if by is None or by.pk != user.pk:
        raise errors.NotTheirs
    if is_same(user.email, open_one.email):
        open_one.delete()
        prove_address(user=user, email=user.email, at=at)
        return user
    return _put_on_file(user, open_one.email, by=by, at=at, is_proven=True)


@transaction.atomic
def confirm_address(*, user: User, by: User | None, at: datetime) -> User:
    """The address that waits goes on file unproven, for an owner who cannot come in: the deed of two people.

    Who the two are is checked by whoever asks for it. Raises NothingPending, AboutOneself, NameTaken.
    """
    _refuse_oneself(user, by)
    user = _locked(user)
    change = AddressChange.objects.filter(user=user).first()
    if change is None:
        raise errors.NothingPending
    return _put_on_file(user, change.email, by=by, at=at, is_proven=False)


@transaction.atomic
def set_address(*, user: User, email: str, by: User | None, at: datetime) -> User:
    """Put an address on file at once, unproven: of an account nobody uses yet, or decided by two people.

    The caller has made sure that it is one of the two. Raises AboutOneself, NameTaken.
    """
    _refuse_oneself(user, by)
    user = _locked(user)
    if user.email == email:
        AddressChange.objects.filter(user=user).delete()
        return user
    return _put_on_file(user, email, by=by, at=at, is_proven=False)


@transaction.atomic
def withdraw_address(*, user: User, by: User, at: datetime) -> User:
    """The owner does not want the address that waits. Raises NothingPending."""
    user = _locked(user)
    if not AddressChange.objects.filter(user=user).delete()[0]:
        raise errors.NothingPending
    record(verb="address.withdrawn", on=user, by=by, at=at)
    return user


@transaction.atomic
def prove_address(*, user: User, email: str, at: datetime) -> bool:
    """Its owner opened what was mailed to `email`. True if that is the address on file; doing it twice is once."""
    user = _locked(user)
    if not email or not is_same(user.email, email):
        return False
    if not has_proven_address(user):
        _mark_proven(user)
        record(verb="address.proven", on=user, by=user, at=at)
    return True


def _put_on_file(user, email, *, by, at, is_proven):
    _refuse_taken(user, email)
    old, user.email = user.email, email
    try:
        with transaction.atomic():
            user.save(update_fields=["email"])
    except IntegrityError as clash:
        raise errors.NameTaken from clash
    AddressChange.objects.filter(user=user).delete()
    EmailAddress.objects.filter(user=user).delete()
    if is_proven:
        _mark_proven(user)
    changes = {"email": [old, email]}
    record(verb="address.changed", on=user, by=by, at=at, changes=changes, is_proven=is_proven)
    if user.is_in_use and not is_same(old, email):
        _tell(user, old, at)
    return user


def _tell(user, old, at):
    send_notice(to=user, kind="people.address_changed", at=at, dedupe_key=at.isoformat())
    if old:
        transaction.on_commit(lambda: _mail_old_address(user.pk, old))


def _mark_proven(user):
    proven = user.email.lower()
    # What another account once proved and has no longer on file counts for nothing.
    EmailAddress.objects.filter(email=proven).exclude(user=user).delete()
    EmailAddress.objects.filter(user=user).exclude(email=proven).delete()
    EmailAddress.objects.update_or_create(user=user, email=proven, defaults={"verified": True, "primary": True})


def _refuse_taken(user, email):
    if email and User.objects.filter(email__iexact=email).exclude(pk=user.pk).exists():
        raise errors.NameTaken


def _refuse_oneself(user, by):
    if by is not None and by.pk == user.pk:
        raise errors.AboutOneself


def _locked(user):
    return User.objects.select_for_update().get(pk=user.pk)


def _mail_proof(change_id):
    mail_address_proof.enqueue(change_id)


def _mail_old_address(user_id, old):
    mail_old_address.enqueue(user_id, old)
