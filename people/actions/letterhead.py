"""How the company's documents look, and whose certificate signs them."""

from datetime import datetime

from cryptography.x509 import Certificate
from django.core.files.base import ContentFile
from django.db import transaction

from kit.audit.chain import record
from kit.documents.certificate import fingerprint, replace_certificate
from kit.files.storage import private_storage, random_name
from people.company.organisation import UNNAMED
from people.models import Organisation, User
from people.staff.changes import apply_changes


@transaction.atomic
def change_letterhead(
    *, colour: str, logo: bytes | None = None, removes_logo: bool = False, by: User, at: datetime
) -> Organisation:
    """`logo`: PNG bytes of a new one (kit.parsing.images). Documents that are made already stay as they are."""
    organisation = _locked()
    changes = {"colour": colour}
    if logo:
        changes["logo"] = private_storage().save(random_name("logo", ".png"), ContentFile(logo))
    elif removes_logo:
        changes["logo"] = ""
    before, different = organisation.logo, apply_changes(organisation, changes)
    if different:
        record(verb="organisation.letterhead_changed", on=organisation, by=by, at=at, changes=different)
    if before and "logo" in different:
        transaction.on_commit(lambda: private_storage().delete(before))
    return organisation


@transaction.atomic
def replace_signing_certificate(*, pkcs12: bytes, password: str, by: User, at: datetime) -> Certificate:
    """Sign with this certificate from now on. Raises CertificateRefused; the file and its password are not kept."""
    organisation = _locked()
    certificate = replace_certificate(pkcs12=pkcs12, password=password, at=at)
    record(
        verb="organisation.certificate_replaced",
        on=organisation,
        by=by,
        at=at,
        fingerprint=fingerprint(certificate),
        valid_until=certificate.not_valid_after_utc.date().isoformat(),
    )
    return certificate


def _locked():
    Organisation.objects.get_or_create(pk=1, defaults=UNNAMED)
    return Organisation.objects.select_for_update().get(pk=1)
