from playbook.models import FrozenAuthority, FrozenPolicyStep, FrozenStandard


def write_frozen(snapshot):
    """Save the rows of a snapshot, whose edition is saved already,."""
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
