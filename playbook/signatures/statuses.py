"""What a person owes each standard, in one word; computed from signatures, excuses and leave, never stored."""

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from playbook.models import FrozenStandard, Signature
from playbook.signatures.standings import all_standards, standings


class Status(TextChoices):
    OVERDUE = "overdue", _("Overdue")
    REQUIRED = "required", _("To sign")
    SIGNED = "signed", _("Signed")
    EXCUSED = "excused", _("Excused")
    SUPERSEDED = "superseded", _("Superseded")


@dataclass(frozen=True)
class Line:
    """`signature` that holds, or, where superseded, that held once."""

    standard: FrozenStandard
    status: Status
    due_on: date | None = None
    signature: Signature | None = None


def lines_of(staff, edition, on):
    """A Line per standard that the edition asks of the person, in order, then those of texts that hold no more."""
    given = _signatures(staff)
    standing = {item.standard.pk: item for item in standings(staff, edition)}
    rows = [row for row in all_standards(edition, staff) if row.binds]
    lines = [_line(row, standing.get(row.pk), given.get(row.binding_hash), on) for row in rows]
    held = {row.binding_hash for row in rows}
    past = [Line(item.frozen_standard, Status.SUPERSEDED, None, item) for key, item in given.items() if key not in held]
    return lines + sorted(past, key=lambda line: (line.standard.code, line.signature.signed_at))


def _line(row, standing, signature, on):
    if signature is not None:
        return Line(row, Status.SIGNED, None, signature)
    if standing is None:
        return Line(row, Status.EXCUSED)
    status = Status.OVERDUE if standing.is_overdue(on) else Status.REQUIRED
    return Line(row, status, standing.due_on)


def _signatures(staff):
    """{binding hash: the first signature under it}."""
    rows = (
        Signature.objects.filter(staff=staff).select_related("frozen_standard__edition").order_by("-signed_at", "-id")
    )
    return {row.frozen_standard.binding_hash: row for row in rows}
