from datetime import datetime

from django.db import IntegrityError, transaction

from kit.audit.chain import record
from people.errors import AboutOneself
from people.models import StaffMember, User
from people.roles import staff_of
from playbook.errors import AlreadyExcused
from playbook.models import SignatureExcuse


@transaction.atomic
def excuse_from_signing(*, staff: StaffMember, code: str, reason: str, by: User, at: datetime) -> SignatureExcuse:
    """Somebody need not sign a standard, for a reason that stays on record. Raises AboutOneself, AlreadyExcused."""
    _refuse_oneself(staff, by)
    try:
        with transaction.atomic():
            excuse = SignatureExcuse.objects.create(staff=staff, code=code, reason=reason, excused_by=by, excused_at=at)
    except IntegrityError as error:
        raise AlreadyExcused from error
    record(verb="signature.excused", on=excuse, by=by, at=at, staff=staff.key, code=code, reason=reason)
    return excuse


@transaction.atomic
def end_excuse(*, excuse: SignatureExcuse, by: User, at: datetime) -> SignatureExcuse:
    """From now on the signature is asked for again; ending twice is ending once. Raises AboutOneself."""
    excuse = SignatureExcuse.objects.select_for_update().get(pk=excuse.pk)
    _refuse_oneself(excuse.staff, by)
    if excuse.ended_at is None:
        excuse.ended_at = at
        excuse.save(update_fields=["ended_at"])
        record(verb="signature.excuse_ended", on=excuse, by=by, at=at, staff=excuse.staff.key, code=excuse.code)
    return excuse


def _refuse_oneself(staff, by):
    if staff_of(by) == staff:
        raise AboutOneself
