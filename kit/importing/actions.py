"""Saving which column is what. For the whole company: a mapping holds headings, and nothing of a file's rows."""

from django.db import transaction

from kit.audit.chain import record
from kit.importing.models import SavedMapping


@transaction.atomic
def save_mapping(*, upload, name="", by, at):
    """Remember how this file was read; under a name, if it has one. Saying the same again changes nothing."""
    layout = upload.layout.as_mapping(upload.grid)
    about = {"kind": upload.kind.name, "name": name, "fingerprint": upload.fingerprint}
    mapping = SavedMapping.objects.select_for_update().filter(**about).first()
    if mapping is not None and mapping.layout == layout:
        return mapping
    said = {"layout": layout, "saved_by": by.key, "saved_at": at}
    mapping, _is_new = SavedMapping.objects.update_or_create(**about, defaults=said)
    record(verb="mapping.saved", on=mapping, by=by, at=at, name=name)
    return mapping


@transaction.atomic
def delete_mapping(*, mapping, by, at):
    """A second time it does nothing."""
    found = SavedMapping.objects.select_for_update().filter(pk=mapping.pk).first()
    if found is not None:
        record(verb="mapping.deleted", on=found, by=by, at=at, gone=[found], name=found.name)
        found.delete()
