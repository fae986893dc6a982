from django.db import transaction

from kit.audit.chain import record
from kit.documents.papers import make_again_later
from kit.documents.storing import set_aside
from people.renamed import documents_with_earlier_name


@transaction.atomic
def issue_under_new_name(*, staff, by, at, key=None):
    """Documents that bear an earlier name of the person (or the one of this key) are made anew; the old ones say that
    they were replaced. Returns how many; the second time nothing happens."""
    found = documents_with_earlier_name(staff)
    rows = list((found.filter(key=key) if key else found).select_for_update(of=("self",)))
    if not rows:
        return 0
    set_aside(documents=rows, on=staff, by=by, at=at)
    record(verb="staff.documents_reissued", on=staff, by=by, at=at, count=len(rows))
    for row in rows:
        make_again_later(row.kind, row.object_key, row.language)
    return len(rows)
