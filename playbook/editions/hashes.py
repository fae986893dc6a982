"""What the hashes of an edition are made of: plain documents whose canonical JSON anyone can hash again."""

from collections.abc import Iterable, Sequence
from typing import Any

from kit.values.canonical import content_hash
from playbook.standards import fields

Document = dict[str, Any]  # plain values, as they are hashed


def in_both(row: object, names: Iterable[str]) -> Document:
    return {f"{name}_{language}": getattr(row, f"{name}_{language}") for name in names for language in ("fa", "en")}


def texts_of(row: object, texts: tuple[fields.Text, ...]) -> Document:
    return in_both(row, fields.standing(row, texts))


def text_document(row: Any) -> Document:
    """What a signatory reads."""
    return {"code": row.code, "is_critical": row.is_critical, **texts_of(row, fields.SIGNED)}


def standard_document(row: Any, role_keys: Iterable[str]) -> Document:
    check = {"check": check_hash(row)} if any(texts_of(row, fields.CHECK).values()) else {}
    return {
        **check,
        **text_document(row),
        **in_both(row, ["touchpoint_name"]),
        "position": row.position,
        "phase": row.phase,
        "touchpoint_code": row.touchpoint_code,
        "measure": row.measure,
        "roles": sorted(role_keys),
    }


def step_document(row: Any) -> Document:
    return {
        "number": row.number,
        **in_both(row, ["title"]),
        **texts_of(row, fields.POLICY),
        "time_limit_minutes": row.time_limit_minutes,
        "is_skippable": row.is_skippable,
    }


def check_hash(row: object) -> str:
    """The check question by its hash alone: an edition can be published without giving the right answer away."""
    return content_hash(texts_of(row, fields.CHECK))


def authority_document(row: Any) -> Document:
    """A line of the authority table; `role` the key of a job role, None for everyone."""
    return {
        "position": row.position,
        "role": row.role.key if row.role else None,
        **in_both(row, ["remedy"]),
        "per_case": row.per_case,
        "per_customer": row.per_customer,
        "per_month": row.per_month,
        "currency": row.currency,
    }


def lane_document(row: Any) -> Document:
    return {**texts_of(row, fields.POLICY), "time_limit_minutes": row.time_limit_minutes}


def policy_documents(authority: Sequence[Any], lane: Any) -> Document:
    """What an edition says beside its steps; nothing where it says nothing, so that older hashes stay what they are."""
    found = {"authority": [authority_document(row) for row in authority]} if authority else {}
    return found | ({"public_lane": lane_document(lane)} if lane else {})


def beside_steps_of(edition: Any) -> Document:
    """`policy_documents` of a frozen edition."""
    authority = list(edition.authority.order_by("position").select_related("role"))
    return policy_documents(authority, getattr(edition, "public_lane", None))


def edition_document(
    edition: Any, standards: Sequence[Document], steps: Sequence[Document], beside: Document | None = None
) -> Document:
    """The whole edition. `standards` and `steps` are documents in their order, `beside` those of `policy_documents`."""
    return {
        **(beside or {}),
        "kind": edition.kind,
        "number": edition.number,
        **in_both(edition, ["title", "commitment"]),
        "effective_on": edition.effective_on.isoformat(),
        "standards": standards,
        "policy": steps,
    }


def structure_document(standards: Iterable[Document]) -> list[list[object]]:
    """Codes, order and criticality: what downstream counts on, whatever the words say."""
    return [[item["code"], item["phase"], item["touchpoint_code"], item["is_critical"]] for item in standards]


def text_hash(row: Any) -> str:
    return content_hash(text_document(row))


def standard_hash(row: Any, role_keys: Iterable[str]) -> str:
    return content_hash(standard_document(row, role_keys))


def step_hash(row: Any) -> str:
    return content_hash(step_document(row))


def edition_hashes(
    edition: Any, standards: Sequence[Document], steps: Sequence[Document], beside: Document | None = None
) -> tuple[str, str]:
    """(content hash, structure hash) from documents."""
    content = content_hash(edition_document(edition, standards, steps, beside))
    return content, content_hash(structure_document(standards))
