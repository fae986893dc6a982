"""A person who left is forgotten: once, for good, and not while something about them is open."""

import datetime as dt

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.db.models import QuerySet

from kit.audit.chain import record
from kit.audit.redaction import redact
from kit.dates.calendar import add_months
from people import errors
from people.actions.departures import end_sign_in
from people.company.organisation import UNNAMED
from people.forgetting.names import FORMER, NAMES, names_of, new_stand_in
from people.forgetting.places import clear_copies, erase_papers
from people.links.forgetting import what_is_open
from people.models import AccountRequest, AddressChange, Forgotten, Notice, Organisation, SignInLink, StaffMember, User
from people.roles import is_hr, may_look_after_people

LEAST = dt.timedelta(days=30)


@transaction.atomic
def forget_person(*, staff: StaffMember, by: User | None, at: dt.datetime, on: dt.date) -> Forgotten:
    """Names and contact go, everywhere. `by` None: the day that the company set. Returns the Forgotten.

    Raises AboutOneself, HRAlone, AlreadyForgotten, StillAtWork, TooSoon (by hand, within 30 days), SomethingOpen.
    """
    if by is not None and staff.user_id == by.pk:
        raise errors.AboutOneself
    if by is not None and not is_hr(by):
        raise errors.HRAlone
    staff = StaffMember.objects.select_for_update(of=("self",)).get(pk=staff.pk)
    _refuse(staff, by, on)
    names = names_of(staff, new_stand_in())
    forgotten = Forgotten.objects.create(staff=staff, stand_in=names.code, forgotten_at=at, by=by)
    erase_papers(staff, names, by=by, at=at)
    sealed = _sign_in(staff, names)
    for language, (given, family) in NAMES.items():
        setattr(staff, given, FORMER[language])
        setattr(staff, family, names.code)
    staff.email = ""
    staff.save()
    sealed += clear_copies(staff, names)
    record(verb="staff.forgotten", on=staff, by=by, at=at, seals=[forgotten, *sealed], stand_in=names.code)
    redact(keys=names.keys, texts=names.whole, replace=names.replacement, on=staff, by=by, at=at)
    return forgotten


def why_not(staff: StaffMember, *, on: dt.date, by_hand: User | bool | None) -> errors.PeopleError | None:
    """What stands against it today: an error to be put into words, or None."""
    try:
        _refuse(staff, by_hand or None, on)
    except errors.PeopleError as problem:
        return problem
    return None


def _refuse(staff, by, on):
    if Forgotten.objects.filter(staff=staff).exists():
        raise errors.AlreadyForgotten
    if staff.left_on is None or staff.left_on > on:
        raise errors.StillAtWork
    if by is not None and on < staff.left_on + LEAST:
        raise errors.TooSoon(staff.left_on + LEAST)
    if reasons := what_is_open(staff):
        raise errors.SomethingOpen(reasons)


def _sign_in(staff, names):
    """The account is closed and bears the stand-in; what opened it and what was mailed goes. Returns rows to seal."""
    if staff.user_id is None:
        return []
    user = User.objects.select_for_update().get(pk=staff.user_id)
    user.first_name = names.in_place_of(user.first_name).removesuffix(names.code).strip()
    user.username, user.last_name, user.email = names.username, names.code, ""
    end_sign_in(user)
    user.save()
    user.groups.clear()
    for model in (EmailAddress, SocialAccount, Authenticator, AddressChange):
        model.objects.filter(user=user).delete()
    Notice.objects.filter(recipient=user).delete()
    rows = [*SignInLink.objects.filter(account=user).exclude(address="")]
    rows += AccountRequest.objects.filter(account=user).exclude(address="")
    for row in rows:
        row.address = names.address
        row.save(update_fields=["address"])
    return [user, *rows]


def due(*, on: dt.date) -> QuerySet[StaffMember]:
    """Whoever left so long ago that the company wants them forgotten; none where it keeps names for good."""
    months = Organisation.objects.filter(pk=1).values_list("forgets_after_months", flat=True).first()
    if not months:
        return StaffMember.objects.none()
    return (
        StaffMember.objects.persons()
        .filter(forgotten=None, left_on__lte=add_months(on, -months))
        .order_by("left_on", "pk")
    )


def forget_departed(*, on: dt.date, at: dt.datetime) -> int:
    """Forget everybody whose day has come and about whom nothing is open; returns how many. For the daily upkeep."""
    count = 0
    for staff in due(on=on):
        try:
            forget_person(staff=staff, by=None, at=at, on=on)
        except (errors.SomethingOpen, errors.AlreadyForgotten):
            continue
        count += 1
    return count


@transaction.atomic
def change_keeping(*, months: int | None, by: User, at: dt.datetime) -> Organisation:
    """How long names of those who left are kept, in months; None: for good. Raises NotForThisRole."""
    if not may_look_after_people(by):
        raise errors.NotForThisRole
    company, _made = Organisation.objects.get_or_create(pk=1, defaults=UNNAMED)
    company = Organisation.objects.select_for_update().get(pk=company.pk)
    before = company.forgets_after_months
    if before != months:
        company.forgets_after_months = months
        company.save(update_fields=["forgets_after_months"])
        record(verb="organisation.keeping_changed", on=company, by=by, at=at, months=[before, months])
    return company
