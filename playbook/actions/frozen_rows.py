from collections.abc import Mapping

from django.db.models import Model

from playbook.editions.snapshot import Snapshot
from playbook.models import FrozenAuthority, FrozenPicture, FrozenPolicyStep, FrozenStandard


def write_frozen(snapshot: Snapshot, pictures: Mapping[str, FrozenPicture]) -> list[Model]:
    """Save the rows of a snapshot, whose edition is saved already, and return them. `pictures` = {SHA-256: row}."""
    FrozenStandard.objects.bulk_create(snapshot.standards)
    shown = FrozenStandard.pictures.through
    shown.objects.bulk_create(
        shown(frozenstandard_id=row.pk, frozenpicture_id=pictures[sha256].pk)
        for row in snapshot.standards
        for sha256 in sorted(snapshot.hashes_shown(row))
    )
    through = FrozenStandard.roles.through
    through.objects.bulk_create(
        through(frozenstandard_id=row.pk, jobrole_id=role.pk)
        for row in snapshot.standards
        for role in snapshot.roles[row.code]
    )
    FrozenPolicyStep.objects.bulk_create(snapshot.steps)
    FrozenAuthority.objects.bulk_create(snapshot.authority)
    if snapshot.lane:
        snapshot.lane.save()
    return [*snapshot.standards, *snapshot.steps, *snapshot.authority, *([snapshot.lane] if snapshot.lane else [])]
