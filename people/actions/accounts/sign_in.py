"""A person's way in. The password is chosen by the person alone, over a link that works once."""

from datetime import datetime
from typing import Any

from django.db import transaction

from kit.audit.chain import locked_head, record
from people import errors
from people.access.notices import tell_second_people
from people.accounts.addresses import is_same
from people.accounts.sign_in import address_for_links
from people.accounts.tasks import mail_sign_in_link
from people.actions.accounts.addresses import carry_address
from people.company.organisation import display_of_new_accounts
from people.models import AccountRequest, LinkWay, SignInLink, StaffMember, User
from people.models.roles import ADMINISTRATOR
from people.notices.sending import send_notice


@transaction.atomic
def open_sign_in(
    *, staff: StaffMember, username: str, by: User, at: datetime, language: str = ""
) -> tuple[User, SignInLink | None]:
    """create_sign_in, and the link with it. Returns (user, SignInLink); no link where a second person is needed."""
    user = create_sign_in(staff=staff, username=username, by=by, at=at, language=language)
    try:
        return user, issue_link(user=user, by=by, at=at)
    except errors.SecondPersonNeeded:
        return user, None


@transaction.atomic
def create_sign_in(*, staff: StaffMember, username: str, by: User, at: datetime, language: str = "") -> User:
    """Open a sign-in without a password (also for somebody who is back). `language`: the company's unless told."""
    _refuse_oneself(staff, by)
    staff = StaffMember.objects.select_for_update().get(pk=staff.pk)
    if staff.user is not None and staff.user.is_active:
        raise errors.SignInExists
    if staff.left_on is not None:
        raise errors.NotAtWork
    # User names are given out one after the other: nobody takes this one between the look and the writing.
    locked_head()
    _refuse_taken(username, staff)
    user = staff.user or User(**_display(language), email=staff.email)
    user.username, user.is_active = username, True
    user.first_name, user.last_name = staff.given_name_fa[:150], staff.family_name_fa[:150]
    user.set_unusable_password()
    # Whoever is back has an address on file already; another one is asked for as of any account in use.
    if user.pk and staff.email and not is_same(user.email, staff.email):
        carry_address(user=user, email=staff.email, by=by, at=at)
        user.email = User.objects.get(pk=user.pk).email
    user.save()
    staff.user = user
    staff.save(update_fields=["user"])
    record(verb="sign_in.created", on=user, by=by, at=at, seals=[staff], staff=staff.code, username=username)
    send_notice(to=user, kind="people.welcome", at=at, dedupe_key=at.isoformat())
    return user


@transaction.atomic
def renew_sign_in(*, staff: StaffMember, by: User, at: datetime) -> SignInLink:
    """Who forgot the password gets a new link; the old password works until it is used. Returns the SignInLink."""
    _refuse_oneself(staff, by)
    user = staff.user
    if user is None or not user.is_active:
        raise errors.NoSignIn
    if user.access_roles and ADMINISTRATOR not in by.access_roles:
        raise errors.GuardedSignIn
    return issue_link(user=user, by=by, at=at)


@transaction.atomic
def issue_link(*, user: User, by: User | None, at: datetime) -> SignInLink:
    """Make the link over which `user` chooses a password: mailed to the address on file and shown to nobody.

    Without an address, or without a mail server, the link of an account that was never in use is handed over on paper.
    Once it is in use that would let whoever prints it in, so that a second person must confirm it: `ask_second_person`.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        raise errors.NoSignIn
    address = address_for_links(user)
    if not address and user.is_in_use:
        raise errors.SecondPersonNeeded
    return make_link(user, by=by, at=at, address=address)


def make_link(
    user: User, *, by: User | None, at: datetime, address: str = "", because_of: AccountRequest | None = None
) -> SignInLink:
    """Write a link down, and have it mailed where there is an address. Inside the action's transaction.

    `because_of`: the request that was written for it.
    """
    way = LinkWay.MAIL if address else LinkWay.PAPER
    link = SignInLink.objects.create(
        account=user, issued_by=by, issued_at=at, way=way, address=address, is_first=not user.is_in_use
    )
    about: dict[str, Any] = {"way": way, "first": link.is_first, "username": user.username}
    record(verb="sign_in.renewed", on=user, by=by, at=at, seals=[link, because_of], **about)
    if address:
        transaction.on_commit(lambda: _mail_later(link.pk))
    return link


@transaction.atomic
def record_link_used(*, user: User, at: datetime) -> User:
    """A password was chosen over a link. Sessions end, the person is told, and others if it holds a role."""
    user = User.objects.select_for_update().get(pk=user.pk)
    end_sessions(user, at=at)
    links = list(SignInLink.objects.filter(account=user, used_at=None))
    for link in links:
        link.used_at = at
        link.save(update_fields=["used_at"])
    record(verb="sign_in.link_used", on=user, by=user, at=at, seals=links, username=user.username)
    send_notice(to=user, kind="people.link_used", at=at, dedupe_key=at.isoformat())
    if user.access_roles:
        tell_second_people(about=user, kind="people.link_used_by", at=at)
    return user


def end_sessions(user: User, *, at: datetime) -> None:
    """Every session of the account is refused at its next request."""
    user.sessions_ended_at = at
    user.save(update_fields=["sessions_ended_at"])


def _display(language):
    return display_of_new_accounts() | ({"language": language} if language else {})


def _mail_later(link_id):
    mail_sign_in_link.enqueue(link_id)


def _refuse_oneself(staff, by):
    if by is not None and staff.user_id == by.pk:
        raise errors.AboutOneself


def _refuse_taken(username, staff):
    others = User.objects.exclude(pk=staff.user_id)
    is_taken = others.filter(username__iexact=username).exists()
    is_taken = is_taken or (staff.email and others.filter(email__iexact=staff.email).exists())
    if is_taken:
        raise errors.NameTaken
