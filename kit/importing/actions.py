"""Saving which column is what. For the whole company: a mapping holds headings, and nothing of a file's rows."""

from datetime import datetime

from django.db import IntegrityError, transaction

from kit.audit.chain import record
from kit.importing.errors import NameTaken
from kit.importing.models import SavedMapping
from kit.importing.uploads import Upload
from kit.values.keys import Keyed


@transaction.atomic
def save_mapping(*, upload: Upload, name: str = "", by: Keyed, at: datetime) -> SavedMapping:
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
def rename_mapping(*, mapping: SavedMapping, name: str, by: Keyed, at: datetime) -> None:
    """Raises NameTaken. Nothing happens where it has this name, or was deleted meanwhile."""
    found = SavedMapping.objects.select_for_update().filter(pk=mapping.pk).first()
    if found is None or found.name == name:
        return
    others = SavedMapping.objects.filter(kind=found.kind, fingerprint=found.fingerprint, name=name)
    if others.exists():
        raise NameTaken
    before, found.name = found.name, name
    try:
        with transaction.atomic():
            found.save(update_fields=["name"])
    except IntegrityError as problem:  # somebody took it at this very moment
        raise NameTaken from problem
    record(verb="mapping.renamed", on=found, by=by, at=at, changes={"name": [before, name]})


@transaction.atomic
def delete_mapping(*, mapping: SavedMapping, by: Keyed, at: datetime) -> None:
    """A second time it does nothing."""
    found = SavedMapping.objects.select_for_update().filter(pk=mapping.pk).first()
    if found is not None:
        record(verb="mapping.deleted", on=found, by=by, at=at, gone=[found], name=found.name)
        found.delete()
