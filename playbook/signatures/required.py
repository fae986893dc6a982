"""Who must sign which standard, said once: it binds their job role, they are not excused, and none of their signatures
holds for it.

    required_in(edition.standards).of(role, excused)     # [Binding]: in Python, for many people at once
    required_by(changes, roles)                          # the same of an edition that is not frozen yet
    asked_of(staff, edition.standards)                   # a query, for one person
    held_by(staff)                                       # a query, to ask within another

A signature holds under its binding hash, in whichever edition it was given. Whoever signs may do so also where they are
excused (`binds`), and is then excused no more than before.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from people.models import Absence
from playbook.models import FrozenStandard, Signature, SignatureExcuse


@dataclass(frozen=True)
class Binding:
    """A standard as far as it is to be signed. `has_excuses`, `has_leave`: is anybody excused from it, or away?"""

    code: str
    hash: str
    since: date
    has_excuses: bool
    has_leave: bool
    roles: frozenset


class Required:
    """The standards of one edition, and whom they bind."""

    def __init__(self, rows):
        self.rows = rows
        self._by_role = {}

    @property
    def hashes(self):
        return {row.hash for row in self.rows}

    def of(self, role, excused=()):
        """What somebody with this job role has to sign who is excused from the codes `excused`."""
        if role not in self._by_role:
            self._by_role[role] = [row for row in self.rows if names(row.roles, role)]
        return [row for row in self._by_role[role] if row.code not in excused]


def names(roles, role):
    """Does a standard with these job roles bind that one? One that names none binds everyone."""
    return not roles or role in roles


def required_in(standards):
    """Of rows that are kept, a queryset: one query."""
    roles = defaultdict(set)
    excuses = SignatureExcuse.objects.running().filter(code=OuterRef("code"))
    rows = standards.order_by().annotate(has_excuses=Exists(excuses), has_leave=has_leave())
    facts = ("code", "binding_hash", "binds_from", "has_excuses", "has_leave", "roles")
    for *standard, role in rows.values_list(*facts):
        roles[tuple(standard)] |= {role} - {None}
    return Required([Binding(*standard, frozenset(named)) for standard, named in roles.items()])


def required_by(rows, roles):
    """Of rows that are not saved; `roles` = {code: [JobRole]}. Excuses and leave are not looked for."""
    return Required(
        [
            Binding(row.code, row.binding_hash, row.binds_from, False, False, frozenset(r.pk for r in roles[row.code]))
            for row in rows
        ]
    )


def asked_of(staff, standards):
    """Those of `standards` that bind the person's job role and from which they are not excused."""
    excused = SignatureExcuse.objects.running().filter(staff=staff).values("code")
    return standards.binding_on(staff.job_role_id).exclude(code__in=excused)


def binding(staff, standard):
    """The standard as a query: nothing where it does not bind the person's job role. Excuses are not asked."""
    return FrozenStandard.objects.binding_on(staff.job_role_id).filter(pk=standard.pk)


def held_by(staff, binding_hash=OuterRef("binding_hash")):  # noqa: B008 - an expression that nothing changes
    """The person's signatures that hold for a standard, or for the one of the query around this one."""
    return Signature.objects.filter(staff=staff, frozen_standard__binding_hash=binding_hash)


def is_excused(staff):
    """Is the person (a key, or a row) excused from the standard of the query around this one?"""
    return Exists(SignatureExcuse.objects.running().filter(staff=staff, code=OuterRef("code")))


def has_leave(**whose):
    return Exists(Absence.objects.standing().filter(**whose))
