"""What a reader may give to put things right: their own lines of the table first."""

from playbook.models import FrozenAuthority
from playbook.models.authority import AuthorityTable


def authority_for(edition, staff):
    """One query. Whoever has no job role reads the whole table as `others`."""
    rows = list(FrozenAuthority.objects.filter(edition=edition).select_related("role").order_by("position"))
    return sorted_for(rows, staff)


def sorted_for(rows, staff):
    if staff is None:
        return AuthorityTable([], rows)
    mine = [row for row in rows if row.role is None or row.role == staff.job_role]
    return AuthorityTable(mine, [row for row in rows if row not in mine])
