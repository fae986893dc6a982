from playbook.models import FrozenAuthority, FrozenPolicyStep, FrozenStandard


def write_frozen(snapshot):
    """Save the rows of a snapshot, whose edition is saved already, and return them."""
    FrozenStandard.objects.bulk_create(snapshot.standards)
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
