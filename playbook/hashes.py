"""What the hashes of an edition are made of: plain documents whose canonical JSON anyone can hash again."""

from kit.canonical import content_hash

TEXTS = ("behaviour", "why", "good", "bad", "body")
STEP_TEXTS = ("title", "do", "say", "never_say")


def in_both(row, fields):
    return {f"{field}_{language}": getattr(row, f"{field}_{language}") for field in fields for language in ("fa", "en")}


def text_document(row):
    """What a signatory reads."""
    return {"code": row.code, "is_critical": row.is_critical, **in_both(row, TEXTS)}


def standard_document(row, role_keys):
    return {
        **text_document(row),
        **in_both(row, ["touchpoint_name"]),
        "position": row.position,
        "phase": row.phase,
        "touchpoint_code": row.touchpoint_code,
        "measure": row.measure,
        "roles": sorted(role_keys),
    }


def step_document(row):
    return {
        "number": row.number,
        **in_both(row, STEP_TEXTS),
        "time_limit_minutes": row.time_limit_minutes,
        "is_skippable": row.is_skippable,
    }


def edition_document(edition, standards, steps):
    """The whole edition. `standards` and `steps` are documents in their order."""
    return {
        "kind": edition.kind,
        "number": edition.number,
        **in_both(edition, ["title", "commitment"]),
        "effective_on": edition.effective_on.isoformat(),
        "standards": standards,
        "policy": steps,
    }


def structure_document(standards):
    """Codes, order and criticality: what downstream counts on, whatever the words say."""
    return [[item["code"], item["phase"], item["touchpoint_code"], item["is_critical"]] for item in standards]


def text_hash(row):
    return content_hash(text_document(row))


def standard_hash(row, role_keys):
    return content_hash(standard_document(row, role_keys))


def step_hash(row):
    return content_hash(step_document(row))


def edition_hashes(edition, standards, steps):
    """(content hash, structure hash) from documents."""
    return content_hash(edition_document(edition, standards, steps)), content_hash(structure_document(standards))
