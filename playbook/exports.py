"""A frozen edition as JSON that proves itself: see docs/verifying-an-edition.md and docs/verify_edition.py."""

import json

from playbook import hashes


def edition_json(edition):
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
    return (json.dumps(content, sort_keys=True, ensure_ascii=False, indent=1) + "\n").encode()


def edition_filename(edition):
    return f"havadar-edition-{edition.number}.json"
