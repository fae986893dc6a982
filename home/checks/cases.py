"""Where one person may have stood for two: for the administrator, beside the audit log and in `manage.py verify`.

Most of it is in order: somebody's first way in has to come from somebody. It wants a look when the account then stands
as second person for that very somebody.
"""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from kit.audit.models import AuditEntry
from people.access.labels import HELPED, WHAT
from people.access.notices import name_of, named
from people.access.recent_help import cooling, helps
from people.models import AccountRequest, RequestState, SignInLink
from people.staff.history import VERBS
from rewards.models import Run

DAYS, EVER = 90, 36500


@dataclass(frozen=True)
class Case:
    """`is_wrong`: the product refuses it, so that it was done past the product. Texts are in the reader's language."""

    at: dt.datetime
    what: str
    detail: str
    url: str = ""
    is_wrong: bool = False


def cases(*, at, days=DAYS):
    """Everything of the last `days` that wants a look, newest first; the same number of questions for any number."""
    since = at - dt.timedelta(days=days)
    found = [*_stood_together(at, since), *_printed(since), *_at_the_server(since)]
    return sorted(found, key=lambda case: case.at, reverse=True)


def problems():
    """A sentence for each second person who was let in by the first just before. Called by `manage.py verify`."""
    at = dt.datetime.now(dt.UTC)
    for case in _stood_together(at, at - dt.timedelta(days=EVER)):
        if case.is_wrong:
            yield f"{case.what}: {case.detail}"


def _stood_together(at, since):
    given = helps(at=at, hours=(at - since + cooling()).total_seconds() / 3600)
    for instant, first_people, second, what, url in [*_approvals(since), *_confirmations(since)]:
        for help in _between(given, first_people, second, instant):
            about = {"name": named(help.account), "by": named(help.by)}
            yield Case(instant, what, HELPED[help.kind] % about, url, is_wrong=help.bars)


def _between(given, first_people, second, instant):
    """The newest help of each kind that the second person got from the first or gave them, just before they stood."""
    first = {user.pk for user in first_people if user is not None}
    found = {}
    for help in reversed(given):
        forth = help.account.pk == second.pk and help.by.pk in first
        back = help.by.pk == second.pk and help.account.pk in first and help.bars
        if (forth or back) and instant - cooling() < help.at <= instant:
            found[help.kind] = help
    return found.values()


def _approvals(since):
    who = ("approved_by", "computed_by", "sent_by")
    runs = Run.objects.filter(approved_at__gte=since)
    for run in runs.select_related("plan", *who, *(f"{one}__staff_member" for one in who)):
        about = {"name": named(run.approved_by), "run": run.title}
        what = _("%(name)s approved “%(run)s”") % about
        yield run.approved_at, (run.computed_by, run.sent_by), run.approved_by, what, run.get_absolute_url()


def _confirmations(since):
    rows = AccountRequest.objects.filter(state=RequestState.CONFIRMED, decided_at__gte=since).with_names()
    for row in rows:
        asked_for = WHAT[row.kind] % {"name": name_of(row)}
        what = _("%(name)s confirmed: %(what)s") % {"name": named(row.decided_by), "what": asked_for}
        yield row.decided_at, (row.asked_by,), row.decided_by, what, row.get_absolute_url()


def _printed(since):
    """A link that was on somebody's screen, on an account that was in use."""
    rows = SignInLink.objects.filter(way="paper", is_first=False, issued_at__gte=since)
    for link in rows.select_related("account__staff_member", "issued_by__staff_member"):
        about = {"name": named(link.account), "by": named(link.issued_by) if link.issued_by else ""}
        used = _("It was used.") if link.used_at else _("It was not used.")
        yield Case(link.issued_at, _("A password link of %(name)s was shown to %(by)s") % about, used)


def _at_the_server(since):
    for entry in AuditEntry.objects.filter(verb__startswith="server.", at__gte=since):
        detail = _("At the server: %(name)s") % {"name": entry.detail.get("name", "")}
        yield Case(entry.at, str(VERBS.get(entry.verb, entry.verb)), detail, reverse("people:audit"))
