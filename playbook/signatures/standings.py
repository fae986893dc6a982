"""Who has signed what: computed from signatures, never stored. Every function asks a constant number of questions.

A signature holds for a standard when it was given under the same binding hash, in whichever edition (see
`playbook.editions.changes.bind_signatures`). Due: seven days after the standard began to bind, or after joining,
without the days of leave between.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from kit.http.once import once
from people.models import StaffMember
from people.staff.absences import absences_of, last_day
from playbook.models import Edition, FrozenStandard, Signature, SignatureExcuse, StandardPage
from playbook.signatures.required import asked_of, binding, has_leave, held_by, is_excused, required_in

DAYS_TO_SIGN = 7


@dataclass(frozen=True)
class SignatureCount:
    required: int
    signed: int
    overdue: int

    @property
    def is_complete(self):
        return self.signed == self.required


@dataclass(frozen=True)
class RequiredSignature:
    """One standard for one person: `signed_at` None until signed, `due_on` the last day in time.

    `signature_key` leads to the proof; only `standing_of` asks for it.
    """

    standard: FrozenStandard
    due_on: date
    signed_at: object = None
    signature_key: str = ""

    @property
    def is_signed(self):
        return self.signed_at is not None

    def is_overdue(self, today):
        return not self.is_signed and self.due_on < today


NOTHING = SignatureCount(0, 0, 0)


def required_standards(staff, edition):
    """Standards of the edition that bind the person's job role and from which they are not excused, in order."""
    return asked_of(staff, edition.standards).order_by("position")


def due_on(standard, staff, absences=()):
    """The last day in time; days of leave are not counted."""
    return last_day(max(standard.binds_from, staff.joined_on), DAYS_TO_SIGN, absences)


def _leave_of(staff, rows):
    """[(first day away, first day back)] of the person; asked only where a row says that there is any."""
    return absences_of([staff.pk])[staff.pk] if any(row.has_leave for row in rows) else []


@once
def all_standards(edition, staff):
    """Every standard of the edition in order: `binds` the person, `signed_at` by them or None, `is_kept` by them."""
    return _with_facts(edition.standards, staff)


@once
def standards_now(staff, on):
    """The same for the edition in force on a day; nothing before the first."""
    return _with_facts(_in_force(on), staff)


def _with_facts(standards, staff):
    signed_at = Subquery(held_by(staff).order_by("signed_at").values("signed_at")[:1])
    kept = StandardPage.objects.filter(caretaker=staff, live=True, code=OuterRef("code"))
    rows = standards.with_binding(staff.job_role_id).order_by("position")
    facts = {"is_kept": Exists(kept), "is_excused": is_excused(staff), "has_leave": has_leave(staff=staff)}
    return list(rows.annotate(signed_at=signed_at, **facts))


def standings(staff, edition):
    """A RequiredSignature per standard that the edition asks of the person, in order."""
    return _standings(staff, all_standards(edition, staff))


def _standings(staff, rows):
    asked = [row for row in rows if row.binds and not row.is_excused]
    away = _leave_of(staff, [row for row in asked if row.signed_at is None])
    return [RequiredSignature(row, due_on(row, staff, away), row.signed_at) for row in asked]


def signature_count(staff, on):
    """One person's SignatureCount for the edition in force on a day."""
    rows = _standings(staff, standards_now(staff, on))
    signed = sum(row.is_signed for row in rows)
    return SignatureCount(len(rows), signed, sum(row.is_overdue(on) for row in rows))


def standing_of(staff, standard):
    """The person's RequiredSignature under one standard, or None where it does not bind them."""
    held = held_by(staff, standard.binding_hash)
    signed_at = Subquery(held.order_by("signed_at").values("signed_at")[:1])
    signed_by = Subquery(held.order_by("signed_at").values("key")[:1])
    facts = {"signed_at": signed_at, "signature_key": signed_by, "has_leave": has_leave(staff=staff)}
    found = binding(staff, standard).order_by().annotate(**facts).only("pk").first()
    if found is None:
        return None
    due = due_on(standard, staff, _leave_of(staff, [found]))
    return RequiredSignature(standard, due, found.signed_at, found.signature_key or "")


def unsigned_standings(staff, on):
    """What waits for the person's signature on a day, critical standards first, then in the folder's order."""
    if not staff.is_active_on(on):
        return []
    waiting = [standing for standing in _standings(staff, standards_now(staff, on)) if not standing.is_signed]
    return sorted(waiting, key=lambda standing: (not standing.standard.is_critical, standing.standard.position))


def signature_counts(staff_ids, on):
    """{staff id: SignatureCount} for the edition in force on a day."""
    return _counts(required_in(_in_force(on)), staff_ids, on)


def edition_counts(edition, staff_ids, on):
    """{staff id: SignatureCount} for any frozen edition, as of a day."""
    return _counts(required_in(edition.standards), staff_ids, on)


def _counts(required, staff_ids, on):
    staff_ids = list(staff_ids)
    facts, held = _held(staff_ids)
    excused = _excused(staff_ids) if any(row.has_excuses for row in required.rows) else defaultdict(set)
    away = absences_of(staff_ids) if any(row.has_leave for row in required.rows) else defaultdict(list)
    counts = dict.fromkeys(staff_ids, NOTHING)
    for pk, (role, joined_on) in facts.items():
        counts[pk] = _count(required.of(role, excused[pk]), held[pk], joined_on, away[pk], on)
    return counts


def _in_force(on):
    return FrozenStandard.objects.filter(edition__in=Edition.objects.holding_on(on).order_by().values("pk"))


def signed_by_person(people, on):
    """[(signed, required)] of everyone in `people`, a queryset of staff, for the edition in force; the database counts.

    The same text is signed once, in whichever edition.
    """
    required = required_in(_in_force(on))
    roles = dict(people.order_by().values_list("pk", "job_role"))
    ids = _ids_by_hash(required.hashes)
    counts = Q(pk__in=[])
    for role in set(roles.values()):
        counts |= Q(staff__job_role=role, frozen_standard__in={pk for row in required.of(role) for pk in ids[row.hash]})
    signatures = Signature.objects.filter(counts, staff__in=people.order_by().values("pk")).order_by()
    signed = dict(signatures.values_list("staff").annotate(n=Count("pk")))
    sizes = {role: len(required.of(role)) for role in set(roles.values())}
    found = {pk: (min(signed.get(pk, 0), sizes[role]), sizes[role]) for pk, role in roles.items()}
    excused = SignatureExcuse.objects.running().values_list("staff", flat=True)
    some = set(excused) & set(found)
    exactly = _counts(required, some, on) if some else {}
    return list({**found, **{pk: (count.signed, count.required) for pk, count in exactly.items()}}.values())


def _ids_by_hash(hashes):
    found = defaultdict(set)
    rows = FrozenStandard.objects.filter(binding_hash__in=hashes).order_by()
    for pk, hash_ in rows.values_list("pk", "binding_hash"):
        found[hash_].add(pk)
    return found


def has_signed_edition(staff_id, on):
    """Has the person signed every standard that the edition in force asks of them?"""
    return signature_counts([staff_id], on)[staff_id].is_complete


def who_must_sign(edition, on):
    """{staff id: how many} of the people at work on a day who have not signed everything that the edition asks."""
    people = list(StaffMember.objects.active_on(on).values_list("pk", flat=True))
    counts = edition_counts(edition, people, on)
    return {pk: count.required - count.signed for pk, count in counts.items() if not count.is_complete}


def _held(staff_ids):
    """{staff id: (job role, joined on)} and {staff id: binding hashes of all that they ever signed}; one query."""
    facts, held = {}, defaultdict(set)
    people = StaffMember.objects.filter(pk__in=staff_ids).order_by()
    for pk, role, joined_on, hash_ in people.values_list(
        "pk", "job_role_id", "joined_on", "signatures__frozen_standard__binding_hash"
    ):
        facts[pk] = (role, joined_on)
        held[pk].add(hash_)
    return facts, held


def _excused(staff_ids):
    """{staff id: codes of the standards from which the person is excused}."""
    found = defaultdict(set)
    excuses = SignatureExcuse.objects.running().filter(staff__in=staff_ids).order_by()
    for staff_id, code in excuses.values_list("staff_id", "code"):
        found[staff_id].add(code)
    return found


def _count(required, held, joined_on, away, on):
    missing = [row.since for row in required if row.hash not in held]
    overdue = sum(last_day(max(since, joined_on), DAYS_TO_SIGN, away) < on for since in missing)
    return SignatureCount(len(required), len(required) - len(missing), overdue)
