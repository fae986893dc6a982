"""Who has signed: everyone at once, summed in the database; as many queries for 20 people as for 2,000.

Standards are bundled by whom they bind and since when. The database counts each person's signatures per bundle from one
index; what a person owes follows from their job role.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from functools import reduce
from itertools import groupby
from statistics import median

from django.db.models import Count, F, Max, Q

from kit.dates.calendar import local_day
from people.models import StaffMember
from people.staff.absences import absences_of, days_away, last_day
from playbook.models import FrozenStandard, Signature, SignatureExcuse
from playbook.signatures.required import names
from playbook.signatures.standings import DAYS_TO_SIGN, SignatureCount, edition_counts

MOST_RUNS = 100


@dataclass(frozen=True)
class Bundle:
    """Standards of one edition with the same roles and first day. `ids`: every row whose signatures hold for them."""

    roles: frozenset
    since: date
    size: int
    ids: list

    def binds(self, role):
        return names(self.roles, role)


@dataclass(frozen=True)
class Row:
    """One person. `days`: from the first to the last day it took to sign everything, without leave; None until then.

    `back_on`: the first day back of somebody who is on leave today.
    """

    staff: StaffMember
    required: int
    signed: int
    overdue: int
    excused: int
    days: int | None
    last_day: date
    back_on: date | None = None

    @property
    def missing(self):
        return self.required - self.signed

    @property
    def share(self):
        return 10000 * self.signed // self.required if self.required else None


@dataclass(frozen=True)
class Totals:
    people: int
    complete: int
    late: int
    required: int
    signed: int
    median_days: int | None

    @property
    def share(self):
        return 10000 * self.signed // self.required if self.required else None


def board_rows(edition, people, on):
    """A Row per person, in the order of `people` (a queryset of StaffMember)."""
    bundles = bundles_of(edition)
    people = list(people)
    counted = _counted(bundles)
    exact = _exact(edition, people, on)
    away = absences_of(StaffMember.objects.active_on(on).values("pk"))
    return [
        _row(person, edition, bundles, counted.get(person.pk), exact.get(person.pk), away.get(person.pk, ()), on)
        for person in people
    ]


def team_totals(rows):
    """[(team, Totals)], those with the smallest share first."""
    teams = defaultdict(list)
    for row in rows:
        teams[row.staff.team].append(row)
    found = [(team, totals_of(own)) for team, own in teams.items()]
    return sorted(found, key=lambda item: (item[1].share is None, item[1].share, item[0].name))


def totals_of(rows):
    days = [row.days for row in rows if row.days is not None]
    return Totals(
        people=len(rows),
        complete=sum(not row.missing for row in rows),
        late=sum(row.overdue > 0 for row in rows),
        required=sum(row.required for row in rows),
        signed=sum(row.signed for row in rows),
        median_days=round(median(days)) if days else None,
    )


def bundles_of(edition):
    roles, groups = defaultdict(set), defaultdict(list)
    links = FrozenStandard.roles.through.objects.filter(frozenstandard__edition=edition)
    for standard_id, role_id in links.values_list("frozenstandard_id", "jobrole_id"):
        roles[standard_id].add(role_id)
    for pk, binding, since in edition.standards.values_list("pk", "binding_hash", "binds_from"):
        groups[frozenset(roles[pk]), since].append(binding)
    holding = defaultdict(list)
    current = edition.standards.values("binding_hash")
    rows = FrozenStandard.objects.filter(binding_hash__in=current).order_by()
    for pk, binding in rows.values_list("pk", "binding_hash"):
        holding[binding].append(pk)
    return [
        Bundle(names, since, len(bindings), [pk for binding in bindings for pk in holding[binding]])
        for (names, since), bindings in groups.items()
    ]


def _counted(bundles):
    """{staff id: (signed per bundle, last instant)}; one query that narrows once and then only tells bundles apart.

    `+ 0` keeps the database from looking every standard up by itself: it reads the board's index once, in its order.
    """
    if not bundles:
        return {}
    sums = {f"b{n}": Count("staff_id", filter=_within(bundle.ids)) for n, bundle in enumerate(bundles[1:], 1)}
    rows = Signature.objects.order_by().alias(place=F("frozen_standard_id") + 0)
    rows = rows.filter(_within([pk for bundle in bundles for pk in bundle.ids])).values_list("staff_id")
    rows = rows.annotate(all=Count("*"), last=Max("signed_at"), **sums)
    return {pk: ([total - sum(rest), *rest], last) for pk, total, last, *rest in rows}


def _within(ids):
    """`place` is one of `ids`, said as runs of neighbours: rows of an edition are written together."""
    groups = groupby(enumerate(sorted(ids)), key=lambda item: item[1] - item[0])
    runs = [[number for _place, number in group] for _start, group in groups]
    if len(runs) > MOST_RUNS:
        return Q(place__in=ids)
    return reduce(Q.__or__, (Q(place__gte=run[0], place__lte=run[-1]) for run in runs))


def _exact(edition, people, on):
    """{staff id: (SignatureCount, number of excuses)} of the few who are excused from something."""
    known = {person.pk for person in people}
    excuses = Counter(SignatureExcuse.objects.running().values_list("staff_id", flat=True))
    ids = [pk for pk in excuses if pk in known]
    counts = edition_counts(edition, ids, on)
    return {pk: (counts[pk], excuses[pk]) for pk in ids}


def _row(person, edition, bundles, counted, exact, away, on):
    counts, last = counted or ([0] * len(bundles), None)
    bound = [(bundle, min(count, bundle.size)) for bundle, count in zip(bundles, counts, strict=True)
             if bundle.binds(person.job_role_id)]  # fmt: skip
    count, excused = exact or (_sum(bound, person, away, on), 0)
    begun = max([person.joined_on, *(bundle.since for bundle, _signed in bound)])
    done = count.required > 0 and count.is_complete and last is not None
    days = max((local_day(last) - begun).days - days_away(begun, local_day(last), away), 0) if done else None
    due = last_day(max(edition.effective_on, person.joined_on), DAYS_TO_SIGN, away)
    back_on = next((back for begin, back in away if begin <= on < back), None)
    return Row(person, count.required, count.signed, count.overdue, excused, days, due, back_on)


def _sum(bound, person, away, on):
    overdue = sum(
        bundle.size - count
        for bundle, count in bound
        if last_day(max(bundle.since, person.joined_on), DAYS_TO_SIGN, away) < on
    )
    required, signed = sum(bundle.size for bundle, _count in bound), sum(count for _bundle, count in bound)
    return SignatureCount(required, signed, overdue)
