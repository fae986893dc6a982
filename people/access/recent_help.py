"""Whether an account owes its way in to somebody: a link, a reset or a role that came from them a short while ago.

Two people are two only if one did not just become the other. What counts is the last ACCESS_COOLING_HOURS.
"""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q

from kit.audit.models import AuditEntry
from people.models import AccountRequest, RequestState, SignInLink, User

BARRING = ("link", "second_factor", "address")
GIVEN = {"access.granted": "role", "access.outsider_named": "role", "sign_on.invited": "link"}


@dataclass(frozen=True)
class Help:
    """`by` helped `account` into being used at `at`. Kinds: link, second_factor, address; first_link, role."""

    kind: str
    account: User
    by: User
    at: dt.datetime

    @property
    def bars(self):
        """A first link and a role have to come from somebody: they are shown and bar nobody."""
        return self.kind in BARRING


def cooling():
    """For how long somebody whom one let in is no second person for one."""
    return dt.timedelta(hours=settings.ACCESS_COOLING_HOURS)


def helps(*, at, by=None, to=None, hours=None):
    """Help of the hours before `at` (ACCESS_COOLING_HOURS unless given), newest first.

    `by` and `to` are users that gave and got it; None: anybody. Three questions, however many people.
    """
    since = at - (cooling() if hours is None else dt.timedelta(hours=hours))
    found = [*_links(since, by, to), *_requests(since, by, to), *_written_down(since, by, to)]
    wanted = [help for help in found if since < help.at <= at and help.by.pk != help.account.pk]
    return sorted(wanted, key=lambda help: help.at, reverse=True)


def helped_each_other(user, others, *, at):
    """Primary keys of those of `others` that `user` let in lately, or that let `user` in; of any kind of help."""
    given = {help.account.pk for help in helps(at=at, by=[user], to=others)}
    return given | {help.by.pk for help in helps(at=at, by=others, to=[user])}


def tied_to(users, *, at):
    """{primary key of an account: the Help} for accounts that gave one of `users` a way in, or got theirs from them."""
    users = _known(users)
    given = {help.account.pk: help for help in helps(at=at, by=users) if help.bars}
    return given | {help.by.pk: help for help in helps(at=at, to=users) if help.bars}


def _known(users):
    return list({user.pk: user for user in users if user is not None}.values())


def _among(field, users):
    return Q() if users is None else Q(**{f"{field}__in": [user.pk for user in users]})


def _links(since, by, to):
    """A link counts from when it was made, and again from when it was used."""
    recent = Q(issued_at__gt=since) | Q(used_at__gt=since)
    rows = SignInLink.objects.filter(recent, _among("issued_by", by), _among("account", to), issued_by__isnull=False)
    for link in rows.select_related("account__staff_member", "issued_by__staff_member"):
        for instant in filter(None, (link.issued_at, link.used_at)):
            yield Help("first_link" if link.is_first else "link", link.account, link.issued_by, instant)


def _requests(since, by, to):
    recent = Q(decided_at__gt=since) | Q(handed_over_at__gt=since)
    either = _among("asked_by", by) | _among("decided_by", by)
    rows = AccountRequest.objects.filter(recent, either, _among("account", to), state=RequestState.CONFIRMED)
    rows = rows.exclude(account=None)  # the archive helps nobody in
    asked = None if by is None else {user.pk for user in by}
    for row in rows.with_names():
        for helper in (row.asked_by, row.decided_by):
            if asked is None or helper.pk in asked:
                for instant in filter(None, (row.decided_at, row.handed_over_at)):
                    yield Help(row.kind, row.account, helper, instant)


def _written_down(since, by, to):
    entries = AuditEntry.objects.filter(verb__in=GIVEN, at__gt=since).exclude(actor_key="")
    entries = entries if by is None else entries.filter(actor_key__in=[user.key for user in by])
    entries = list(entries if to is None else entries.filter(object_key__in=[user.key for user in to]))
    keys = {key for entry in entries for key in (entry.actor_key, entry.object_key)}
    users = (
        {user.key: user for user in User.objects.filter(key__in=keys).select_related("staff_member")} if keys else {}
    )
    for entry in entries:
        if entry.actor_key in users and entry.object_key in users:
            yield Help(GIVEN[entry.verb], users[entry.object_key], users[entry.actor_key], entry.at)
