"""A frozen edition as JSON that proves itself: see docs/verifying-an-edition.md and docs/verify_edition.py."""

import json

from playbook.editions import hashes
from playbook.models import Edition, FrozenPicture


def edition_json(edition: Edition) -> bytes:
    """Bytes: the very document whose canonical form was hashed, and both hashes, readable and in a fixed order."""
    standards = [
        hashes.standard_document(row, [role.key for role in row.roles.all()])
        for row in edition.standards.order_by("position").prefetch_related("roles")
    ]
    steps = [hashes.step_document(row) for row in edition.policy_steps.order_by("number")]
    document = hashes.edition_document(edition, standards, steps, hashes.beside_steps_of(edition))
    content = {
        "edition": document,
        "content_hash": edition.content_hash,
        "structure_hash": edition.structure_hash,
    }
    if pictures := _pictures(edition):
        content["pictures"] = pictures
    return (json.dumps(content, sort_keys=True, ensure_ascii=False, indent=1) + "\n").encode()


def _pictures(edition):
    """What is known of the pictures that the texts name by their hash; the hash of the edition covers that name."""
    rows = FrozenPicture.objects.filter(standards__edition=edition).distinct().order_by("sha256")
    return [
        {"sha256": row.sha256, "kind": row.kind, "size": row.size, "address": row.get_absolute_url()} for row in rows
    ]


def edition_filename(edition: Edition) -> str:
    return f"havadar-edition-{edition.number}.json"
