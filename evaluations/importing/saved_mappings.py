"""What was said about a file on the screen: its mapping and choices, kept with the file; and mappings under a name."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from evaluations.importing.mapping import MappingError, read_mapping
from evaluations.importing.plan import LEAVE_OUT, REFUSE, plan_import
from evaluations.importing.rows import file_hash, missing_columns
from evaluations.importing.tables import PAST, table_of
from kit.audit.chain import record
from kit.importing.models import SavedMapping
from kit.importing.uploads import keep_upload

MOST_SAVED = 50


def keep_mapping(upload, text, *, source, by):
    """The file's mapping from now on; it must be one that `read_mapping` takes."""
    read_mapping(text)
    keep_upload(replace(upload, about={**upload.about, "toml": text, "source": source}), by=by)


def mapping_of(upload):
    """The Mapping that was said, or None."""
    text = upload.about.get("toml")
    return read_mapping(text) if text else None


def table_in(upload, mapping=None):
    return table_of(upload.grid, mapping, None if mapping else upload.layout.heading)


def inputs_of(upload, mapping, choices):
    return {
        "table": table_in(upload, mapping),
        "file_hash": file_hash(upload.content),
        "source": upload.about.get("source") or upload.filename,
        "mapping": mapping,
        **choices,
    }


def choices_in(said):
    """What was ticked, as `plan_import` takes it."""
    return {
        "without_answers": LEAVE_OUT if "without_answers" in said else REFUSE,
        "wrong_rows": LEAVE_OUT if "leave_out" in said else REFUSE,
    }


def plan_of(upload, choices):
    return plan_import(**inputs_of(upload, mapping_of(upload), choices), on=timezone.localdate())


@transaction.atomic
def save_mapping(*, name, text, by, at):
    """Under a name, for the whole company; the same name again is the mapping as it is said now."""
    about = {"kind": PAST.name, "name": name, "fingerprint": PAST.name}
    said = {"layout": {"heads": {}, "toml": text}, "saved_by": by.key, "saved_at": at}
    mapping, _is_new = SavedMapping.objects.update_or_create(**about, defaults=said)
    record(verb="mapping.saved", on=mapping, by=by, at=at, name=name)
    return mapping


def fitting(upload):
    """Saved mappings whose columns this file has, the newest first."""
    found = []
    for saved in SavedMapping.objects.filter(kind=PAST.name).exclude(name="").order_by("-saved_at")[:MOST_SAVED]:
        try:
            mapping = read_mapping(saved.layout.get("toml", ""))
        except MappingError:
            continue
        if not missing_columns(table_in(upload, mapping), mapping):
            found.append(saved)
    return found
