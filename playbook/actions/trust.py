from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from kit.audit.chain import record
from kit.dates.calendar import local_day
from people.models import User
from people.notices.sending import send_notice
from people.roles import staff_of
from playbook.errors import AlreadyFlagged, EditionNotInForce, FlagResolved, NotTheOwner, StandardDoubted
from playbook.folder.trust import ownerships, trust_of
from playbook.models import Flag, FrozenStandard, Verification
from playbook.notices import FLAG_ANSWERED, STANDARD_FLAGGED


@transaction.atomic
def verify_standard(*, standard: FrozenStandard, by: User, at: datetime, note: str = "") -> Verification:
    """The owner says that the standard in force is true in practice. Raises as `_refuse_verification` does."""
    on = local_day(at)
    _refuse_verification(standard, by, on)
    verification = Verification.objects.create(
        code=standard.code, text_hash=standard.text_hash, verified_by=staff_of(by), verified_on=on, note=note
    )
    about: dict[str, Any] = {"code": standard.code, "text_hash": standard.text_hash}
    record(verb="standard.verified", on=standard, by=by, at=at, seals=[verification], **about)
    return verification


def _refuse_verification(standard, by, on):
    """Raises EditionNotInForce, NotTheOwner, or StandardDoubted while three flags are open."""
    if not standard.edition.is_in_force_on(on):
        raise EditionNotInForce
    trust = trust_of([standard.code], on)[standard.code]
    if trust.ownership.owner is None or trust.ownership.owner != staff_of(by):
        raise NotTheOwner
    if trust.is_doubted:
        raise StandardDoubted


@transaction.atomic
def flag_standard(*, standard: FrozenStandard, note: str, by: User, at: datetime) -> Flag:
    """A staff member says what happens instead of the standard. Raises EditionNotInForce, AlreadyFlagged."""
    on = local_day(at)
    if not standard.edition.is_in_force_on(on):
        raise EditionNotInForce
    try:
        with transaction.atomic():
            flag = Flag.objects.create(
                code=standard.code, standard=standard, raised_by=staff_of(by), note=note, raised_at=at
            )
    except IntegrityError as error:
        raise AlreadyFlagged from error
    record(verb="standard.flagged", on=standard, by=by, at=at, seals=[flag], code=standard.code, flag=flag.key)
    owner = ownerships([standard.code], on)[standard.code].owner
    send_notice(
        to=owner.user if owner else None,
        kind=STANDARD_FLAGGED,
        at=at,
        url=reverse("playbook:review_standard", args=[standard.key]),
        dedupe_key=flag.key,
        code=standard.code,
    )
    return flag


@transaction.atomic
def resolve_flag(*, flag: Flag, answer: str, by: User, at: datetime) -> Flag:
    """Answer a flag and close it; who raised it is told. Raises FlagResolved."""
    flag = Flag.objects.select_for_update().get(pk=flag.pk)
    if flag.resolved_at is not None:
        raise FlagResolved
    flag.answer, flag.resolved_by, flag.resolved_at = answer, by, at
    flag.save(update_fields=["answer", "resolved_by", "resolved_at"])
    record(verb="flag.resolved", on=flag, by=by, at=at, code=flag.code)
    send_notice(
        to=flag.raised_by.user,
        kind=FLAG_ANSWERED,
        at=at,
        url=reverse("playbook:standard", args=[flag.standard.key]),
        dedupe_key=flag.key,
        code=flag.code,
    )
    return flag
