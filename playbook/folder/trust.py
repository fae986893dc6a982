"""Is a standard true in practice? Computed from the owner's verifications and the open flags of staff, never stored.

Verified: its present owner verified it and the next review is more than 14 days away. Due: within those 14 days.
Unverified: never verified, by somebody who is not the owner any more, past its review, or flagged by three people.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from people.models import StaffMember
from playbook.models import Edition, Flag, StandardPage, Verification
from playbook.signatures.standings import standards_now

WARN_DAYS = 14
FLAGS_TO_DOUBT = 3
TARGET = 8000
DEFAULT_INTERVAL = 90


class TrustState(TextChoices):
    VERIFIED = "verified", _("Reviewed recently")
    DUE = "due", _("Review is near")
    UNVERIFIED = "unverified", _("Not reviewed")


@dataclass(frozen=True)
class Ownership:
    """Who keeps a standard true, and how often they look. `owner` None: nobody, or somebody who left."""

    owner: StaffMember | None = None
    interval: int = DEFAULT_INTERVAL


@dataclass(frozen=True)
class Trust:
    """`verified_on` and `review_on` are those of the last verification by the present owner; `flags` open ones."""

    state: TrustState
    ownership: Ownership
    verified_on: date | None = None
    review_on: date | None = None
    flags: int = 0

    @property
    def is_doubted(self):
        return self.flags >= FLAGS_TO_DOUBT

    @property
    def needs_review(self):
        return self.state != TrustState.VERIFIED


@dataclass(frozen=True)
class TrustShare:
    verified: int
    live: int

    @property
    def share(self):
        """Basis points; None where there is no standard."""
        return 10000 * self.verified // self.live if self.live else None

    @property
    def is_reached(self):
        return self.share is not None and self.share >= TARGET


def ownerships(codes, on):
    """{code: Ownership} from the living pages, the Persian page first; one query."""
    pages = StandardPage.objects.filter(code__in=codes, live=True).select_related("caretaker", "locale")
    found = {}
    for page in sorted(pages, key=lambda page: page.locale.language_code != "fa"):
        owner = page.caretaker if page.caretaker and page.caretaker.is_active_on(on) else None
        found.setdefault(page.code, Ownership(owner, page.review_interval_days))
    return {code: found.get(code, Ownership()) for code in codes}


def kept_codes(staff):
    """Codes of the live standards in a person's care."""
    if staff is None:
        return []
    pages = StandardPage.objects.filter(caretaker=staff, live=True)
    return sorted(set(pages.values_list("code", flat=True)))


def trust_of(codes, on):
    """{code: Trust} on a day; three queries."""
    codes = list(codes)
    kept = ownerships(codes, on)
    rows = Verification.objects.filter(code__in=codes, verified_on__lte=on).order_by("verified_on", "id")
    last = {code: (by, day) for code, by, day in rows.values_list("code", "verified_by", "verified_on")}
    flags = Counter(Flag.objects.open().filter(code__in=codes).values_list("code", flat=True))
    return {code: _trust(kept[code], last.get(code), flags[code], on) for code in codes}


def _trust(ownership, last, flags, on):
    if last is None or ownership.owner is None or last[0] != ownership.owner.pk:
        return Trust(TrustState.UNVERIFIED, ownership, flags=flags)
    verified_on = last[1]
    review_on = verified_on + timedelta(days=ownership.interval)
    state = TrustState.VERIFIED
    if flags >= FLAGS_TO_DOUBT or on > review_on:
        state = TrustState.UNVERIFIED
    elif on >= review_on - timedelta(days=WARN_DAYS):
        state = TrustState.DUE
    return Trust(state, ownership, verified_on, review_on, flags)


def trust_share(on, edition=None):
    """Verified of the standards in force."""
    edition = edition or Edition.objects.in_force(on)
    codes = edition.standards.values_list("code", flat=True) if edition else []
    return share_of(trust_of(codes, on).values())


def share_of(trusts):
    states = [trust.state for trust in trusts]
    return TrustShare(states.count(TrustState.VERIFIED), len(states))


def to_review(staff, on):
    """(standard in force, Trust) of what a person keeps and has to look at now, in the order of the folder."""
    rows = [row for row in standards_now(staff, on) if row.is_kept] if staff else []
    if not rows:
        return []
    trusts = trust_of([row.code for row in rows], on)
    return [(row, trusts[row.code]) for row in rows if trusts[row.code].needs_review]
