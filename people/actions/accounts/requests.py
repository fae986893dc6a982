"""What would let one person become another is asked for by one and confirmed by a second.

A second step of signing in that is removed, a link on an account in use, an address that its owner cannot confirm. So
is everything of the company as one file.
"""

from collections.abc import Callable
from datetime import datetime

from django.contrib.auth.models import Group
from django.db import transaction

from kit.audit.chain import record
from people import errors
from people.access.notices import name_of, named, tell_of_archive, tell_second_people
from people.access.second_people import refuse_second_person, tell_who_may_confirm
from people.actions.accounts.addresses import set_address
from people.actions.accounts.sign_in import end_sessions, make_link
from people.actions.archives import begin_archive
from people.models import REQUEST_WAITS, AccountRequest, RequestKind, RequestState, SignInLink, StaffMember, User
from people.models.roles import HR
from people.notices.sending import send_notice
from people.roles import is_hr

KINDS_TOLD = {kind: f"people.request_done_{kind}" for kind in RequestKind.values}


@transaction.atomic
def ask_second_person(
    *, account: User, kind: str, reason: str, by: User, at: datetime, address: str = ""
) -> AccountRequest:
    """Ask that a second person confirms it. Nothing happens to the account until then; it waits for three days."""
    account = User.objects.select_for_update().get(pk=account.pk)
    if by.pk == account.pk:
        raise errors.AboutOneself
    _refuse_needless(account, kind, address)
    for row in account.requests.filter(kind=kind).overdue(at):
        _close(row, RequestState.LAPSED, by=None, at=at)
    if account.requests.filter(kind=kind).waiting(at).exists():
        raise errors.AlreadyAsked
    request = AccountRequest.objects.create(
        account=account, kind=kind, address=address, reason=reason.strip(), asked_by=by, asked_at=at
    )
    record(verb="account_request.asked", on=request, by=by, at=at, **_told(request))
    tell_who_may_confirm(request, at=at)
    return request


@transaction.atomic
def ask_for_archive(*, reason: str, by: User, at: datetime) -> AccountRequest:
    """HR asks for everything of the company as one file. Nothing is made until a second person confirms it.

    Raises HRAlone, AlreadyAsked: one waits at a time.
    """
    if not is_hr(by):
        raise errors.HRAlone
    list(Group.objects.select_for_update().filter(name=HR))  # two who ask at once wait for each other
    asked = AccountRequest.objects.filter(kind=RequestKind.ARCHIVE)
    for row in asked.overdue(at):
        _close(row, RequestState.LAPSED, by=None, at=at)
    if asked.waiting(at).exists():
        raise errors.AlreadyAsked
    request = AccountRequest.objects.create(kind=RequestKind.ARCHIVE, reason=reason.strip(), asked_by=by, asked_at=at)
    record(verb="account_request.asked", on=request, by=by, at=at, **_told(request))
    tell_who_may_confirm(request, at=at)
    return request


def _refuse_needless(account, kind, address):
    if not account.is_active:
        raise errors.NoSignIn
    if kind == RequestKind.SECOND_FACTOR and not account.authenticator_set.exists():
        raise errors.NothingToAsk
    if kind == RequestKind.LINK and not account.is_in_use:
        raise errors.NothingToAsk
    if kind == RequestKind.ADDRESS:
        _refuse_address(account, address)


def _refuse_address(account, address):
    if not address or address.casefold() == account.email.casefold():
        raise errors.NothingToAsk
    if User.objects.filter(email__iexact=address).exclude(pk=account.pk).exists():
        raise errors.NameTaken


@transaction.atomic
def confirm_account_request(*, request: AccountRequest, by: User, at: datetime, **detail: object) -> AccountRequest:
    """The second person says yes, and it is done. `detail` goes into the audit log (who stood at the server)."""
    request = _waiting(request, at)
    refuse_second_person(request, by, at)
    _close(request, RequestState.CONFIRMED, by=by, at=at, **detail)
    _DEEDS[request.kind](request, at)
    for user in filter(None, (request.account, request.asked_by)):
        _tell(user, request, KINDS_TOLD[request.kind], at)
    if request.account and request.account.access_roles:
        tell_second_people(
            about=request.account, kind="people.access_helped", at=at, but=(request.asked_by, by), **_who(request, by)
        )
    return request


@transaction.atomic
def refuse_account_request(*, request: AccountRequest, by: User, at: datetime) -> AccountRequest:
    """The second person says no: the account stays as it is."""
    request = _waiting(request, at)
    refuse_second_person(request, by, at)
    _close(request, RequestState.REFUSED, by=by, at=at)
    _tell(request.asked_by, request, "people.request_refused", at)
    return request


@transaction.atomic
def withdraw_account_request(*, request: AccountRequest, by: User, at: datetime) -> AccountRequest:
    """Who asked takes it back."""
    request = _waiting(request, at)
    if by.pk != request.asked_by_id:
        raise errors.NotTheSecondPerson
    _close(request, RequestState.WITHDRAWN, by=by, at=at)
    return request


@transaction.atomic
def hand_over_link(*, request: AccountRequest, by: User, at: datetime) -> SignInLink:
    """Who asked for it, or confirmed it, sees a confirmed link once, to hand it over. Returns the SignInLink."""
    request = AccountRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if by.pk not in (request.asked_by_id, request.decided_by_id):
        raise errors.NotTheSecondPerson
    if not request.waits_to_be_handed_over or not request.decided_at or request.decided_at <= at - REQUEST_WAITS:
        raise errors.AlreadyHandedOver
    if not request.account.is_active:
        raise errors.NoSignIn
    request.handed_over_at = at
    request.save(update_fields=["handed_over_at"])
    return make_link(request.account, by=by, at=at, because_of=request)


@transaction.atomic
def lapse_account_requests(*, at: datetime) -> int:
    """What nobody confirmed within its days is closed; returns how many. For the daily upkeep."""
    rows = list(AccountRequest.objects.overdue(at).select_for_update(of=("self",)))
    for row in rows:
        _close(row, RequestState.LAPSED, by=None, at=at)
    return len(rows)


def _remove_second_factor(request, at):
    request.account.authenticator_set.all().delete()
    end_sessions(request.account, at=at)
    record(verb="access.second_factor_reset", on=request.account, by=request.asked_by, at=at, request=request.key)


def _change_address(request, at):
    set_address(user=request.account, email=request.address, by=request.asked_by, at=at)
    request.account.refresh_from_db()
    StaffMember.objects.filter(user=request.account).update(email=request.address)
    make_link(request.account, by=request.asked_by, at=at, address=request.address)


def _begin_archive(request, at):
    begin_archive(request, at=at)
    about = _who(request, request.decided_by)
    tell_of_archive("people.archive_confirmed", at=at, but=request.asked_by, url=request.get_absolute_url(), **about)


def _nothing_yet(request, at):
    """The link is made when it is handed over."""


_DEEDS: dict[str, Callable[[AccountRequest, datetime], object]] = {
    RequestKind.SECOND_FACTOR: _remove_second_factor,
    RequestKind.ADDRESS: _change_address,
    RequestKind.LINK: _nothing_yet,
    RequestKind.ARCHIVE: _begin_archive,
}


def _waiting(request, at):
    request = AccountRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if not request.is_waiting or request.asked_at <= at - REQUEST_WAITS:
        raise errors.NotWaiting
    return request


def _close(request, state, *, by, at, **detail):
    request.state, request.decided_by, request.decided_at = state, by, at
    request.save(update_fields=["state", "decided_by", "decided_at"])
    record(verb=f"account_request.{state}", on=request, by=by, at=at, **_told(request), **detail)


def _told(request):
    if request.account is None:
        return {"kind": request.kind}
    return {"kind": request.kind, "account": request.account.key, "username": request.account.username}


def _who(request, by):
    return {"asked": named(request.asked_by), "confirmed": named(by)}


def _tell(user, request, kind, at):
    url = request.get_absolute_url() if user.pk == request.asked_by_id else ""
    about = {"name": name_of(request), **_who(request, request.decided_by)}
    send_notice(to=user, kind=kind, at=at, url=url, dedupe_key=f"{request.key}:{request.state}", **about)
