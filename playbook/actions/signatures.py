from datetime import datetime
from typing import Any

from django.db import transaction

from kit.audit.chain import record
from kit.dates.calendar import local_day
from kit.text.bilingual import active_language
from people.models import StaffMember, User
from people.roles import staff_of
from playbook.errors import CheckMissing, EditionNotInForce, NotYourSignature, StandardNotBinding
from playbook.models import FrozenStandard, Signature
from playbook.signals import standard_signed
from playbook.signatures.check_state import check_state
from playbook.signatures.required import binding, held_by


def refuse_signing(standard: FrozenStandard, staff: StaffMember, by: User, at: datetime) -> FrozenStandard:
    """The standard read anew. Raises NotYourSignature, EditionNotInForce, StandardNotBinding."""
    if staff_of(by) != staff:
        raise NotYourSignature
    standard = FrozenStandard.objects.select_related("edition").get(pk=standard.pk)
    if not standard.edition.is_in_force_on(local_day(at)):
        raise EditionNotInForce
    if not binding(staff, standard).exists():
        raise StandardNotBinding
    return standard


@transaction.atomic
def sign_standard(
    *, standard: FrozenStandard, staff: StaffMember, by: User, at: datetime, language: str | None = None
) -> Signature:
    """The signature of `staff` under one standard of the edition in force; a second time gives the first one back.

    Raises as `refuse_signing` does, and CheckMissing before the check question was answered.
    """
    standard = refuse_signing(standard, staff, by, at)
    held = held_by(staff, standard.binding_hash).first()
    if held:
        return held
    if not check_state(staff, standard, local_day(at)).is_passed:
        raise CheckMissing
    signature, is_new = Signature.objects.get_or_create(
        staff=staff,
        frozen_standard=standard,
        defaults={"text_hash": standard.text_hash, "language": language or active_language(), "signed_at": at},
    )
    if is_new:
        about: dict[str, Any] = {"code": standard.code, "text_hash": standard.text_hash}
        record(verb="standard.signed", on=standard, by=by, at=at, seals=[signature], **about)
        standard_signed.send(sender=Signature, signature=signature)
    return signature
