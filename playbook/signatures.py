"""Who has signed what: computed from signatures, never stored. Every function asks a constant number of questions.

A signature holds for a standard when it was given under the same binding hash, in whichever edition (see
`playbook.changes.bind_signatures`). Due: seven days after the standard began to bind, or after joining.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from people.models import StaffMember
from playbook.models import Edition, FrozenStandard, Signature, SignatureExcuse

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
class Standing:
    """One standard for one person: `signed_at` None until signed, `due_on` the last day in time."""

    standard: FrozenStandard
    due_on: date
    signed_at: object = None

    @property
    def is_signed(self):
        return self.signed_at is not None

    def is_overdue(self, today):
        return not self.is_signed and self.due_on < today


NOTHING = SignatureCount(0, 0, 0)


def required_standards(staff, edition):
    """Standards of the edition that bind the person's job role and from which they are not excused, in order."""
    excused = SignatureExcuse.objects.filter(staff=staff, ended_at=None).values("code")
    return edition.standards.binding_on(staff.job_role_id).exclude(code__in=excused).order_by("position")


def due_on(standard, staff):
    return max(standard.binds_from, staff.joined_on) + timedelta(days=DAYS_TO_SIGN)


def standings(staff, edition):
    """A Standing per standard that the edition asks of the person, in order."""
    standards = list(required_standards(staff, edition))
    signed = dict(
        Signature.objects.filter(staff=staff, frozen_standard__binding_hash__in=[row.binding_hash for row in standards])
        .order_by("-signed_at")
        .values_list("frozen_standard__binding_hash", "signed_at")
    )
    return [Standing(row, due_on(row, staff), signed.get(row.binding_hash)) for row in standards]


def standing_of(staff, standard):
    """The person's Standing under one standard, or None where it does not bind them."""
    if not FrozenStandard.objects.binding_on(staff.job_role_id).filter(pk=standard.pk).exists():
        return None
    held = Signature.objects.filter(staff=staff, frozen_standard__binding_hash=standard.binding_hash)
    signed_at = held.order_by("signed_at").values_list("signed_at", flat=True).first()
    return Standing(standard, due_on(standard, staff), signed_at)


def unsigned_standings(staff, on):
    """What waits for the person's signature on a day, critical standards first, then in the folder's order."""
    edition = Edition.objects.in_force(on)
    if edition is None or not staff.is_active_on(on):
        return []
    waiting = [standing for standing in standings(staff, edition) if not standing.is_signed]
    return sorted(waiting, key=lambda standing: (not standing.standard.is_critical, standing.standard.position))


def signature_counts(staff_ids, on):
    """{staff id: SignatureCount} for the edition in force on a day."""
    edition = Edition.objects.in_force(on)
    staff_ids = list(staff_ids)
    if edition is None:
        return dict.fromkeys(staff_ids, NOTHING)
    return edition_counts(edition, staff_ids, on)


def edition_counts(edition, staff_ids, on):
    """{staff id: SignatureCount} for any frozen edition, as of a day."""
    bindings = _bindings_by_role(edition)
    held = _held(staff_ids, [hash_ for hash_, *_ in bindings.rows])
    excused = _excused(edition, staff_ids)
    people = StaffMember.objects.filter(pk__in=staff_ids).values_list("pk", "job_role_id", "joined_on")
    counts = dict.fromkeys(staff_ids, NOTHING)
    for pk, role, joined_on in people:
        required = [item for item in bindings.of(role) if item[0] not in excused.get(pk, ())]
        counts[pk] = _count(required, held[pk], joined_on, on)
    return counts


def has_signed_edition(staff_id, on):
    """Has the person signed every standard that the edition in force asks of them?"""
    return signature_counts([staff_id], on)[staff_id].is_complete


def who_must_sign(edition, on):
    """{staff id: how many} of the people at work on a day who have not signed everything that the edition asks."""
    people = list(StaffMember.objects.active_on(on).values_list("pk", flat=True))
    counts = edition_counts(edition, people, on)
    return {pk: count.required - count.signed for pk, count in counts.items() if not count.is_complete}


class _Bindings:
    def __init__(self, rows):
        self.rows = rows
        self._by_role = {}

    def of(self, role):
        if role not in self._by_role:
            self._by_role[role] = [(hash_, since) for hash_, since, roles in self.rows if not roles or role in roles]
        return self._by_role[role]


def _bindings_by_role(edition):
    roles = defaultdict(set)
    links = FrozenStandard.roles.through.objects.filter(frozenstandard__edition=edition)
    for standard_id, role_id in links.values_list("frozenstandard_id", "jobrole_id"):
        roles[standard_id].add(role_id)
    rows = edition.standards.values_list("pk", "binding_hash", "binds_from")
    return _Bindings([(hash_, since, roles[pk]) for pk, hash_, since in rows])


def _held(staff_ids, binding_hashes):
    held = defaultdict(set)
    signatures = Signature.objects.filter(staff__in=staff_ids, frozen_standard__binding_hash__in=binding_hashes)
    for staff_id, hash_ in signatures.values_list("staff_id", "frozen_standard__binding_hash"):
        held[staff_id].add(hash_)
    return held


def _excused(edition, staff_ids):
    """{staff id: binding hashes of the edition from which the person is excused}."""
    excuses = SignatureExcuse.objects.filter(staff__in=staff_ids, ended_at=None).values_list("staff_id", "code")
    excuses = list(excuses)
    if not excuses:
        return {}
    hashes = dict(edition.standards.values_list("code", "binding_hash"))
    found = defaultdict(set)
    for staff_id, code in excuses:
        found[staff_id].add(hashes.get(code))
    return found


def _count(required, held, joined_on, on):
    missing = [since for hash_, since in required if hash_ not in held]
    overdue = sum(max(since, joined_on) + timedelta(days=DAYS_TO_SIGN) < on for since in missing)
    return SignatureCount(len(required), len(required) - len(missing), overdue)
