"""What a person owes each standard, in one word; computed from signatures, excuses and leave, never stored."""

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from playbook.models import FrozenStandard, Signature
from playbook.signatures.standings import all_standards, standings


class SignatureStatus(TextChoices):
    OVERDUE = "overdue", _("Overdue")
    REQUIRED = "required", _("To sign")
    SIGNED = "signed", _("Signed")
    EXCUSED = "excused", _("Excused")
    SUPERSEDED = "superseded", _("Superseded")


@dataclass(frozen=True)
class SignatureLine:
    """`signature` that holds, or, where superseded, that held once."""

    standard: FrozenStandard
    status: SignatureStatus
    due_on: date | None = None
    signature: Signature | None = None


def lines_of(staff, edition, on):
    """A SignatureLine per standard that the edition asks of the person, in order, then per text that holds no more."""
    given = _signatures(staff)
    standing = {item.standard.pk: item for item in standings(staff, edition)}
    rows = [row for row in all_standards(edition, staff) if row.binds]
    lines = [_line(row, standing.get(row.pk), given.get(row.binding_hash), on) for row in rows]
    held = {row.binding_hash for row in rows}
    past = [
        SignatureLine(item.frozen_standard, SignatureStatus.SUPERSEDED, None, item)
        for key, item in given.items()
        if key not in held
    ]
    return lines + sorted(past, key=lambda line: (line.standard.code, line.signature.signed_at))


def _line(row, standing, signature, on):
    if signature is not None:
        return SignatureLine(row, SignatureStatus.SIGNED, None, signature)
    if standing is None:
        return SignatureLine(row, SignatureStatus.EXCUSED)
    status = SignatureStatus.OVERDUE if standing.is_overdue(on) else SignatureStatus.REQUIRED
    return SignatureLine(row, status, standing.due_on)


def _signatures(staff):
    """{binding hash: the first signature under it}."""
    rows = (
        Signature.objects.filter(staff=staff).select_related("frozen_standard__edition").order_by("-signed_at", "-id")
    )
    return {row.frozen_standard.binding_hash: row for row in rows}
