from datetime import datetime

from django.db import transaction

from kit.audit.chain import record
from kit.documents.contents import issue_anew
from kit.documents.queue import make_again_later
from kit.text.bilingual import LANGUAGES
from people.forgetting.earlier_names import documents_with_earlier_name
from people.models import StaffMember, User


@transaction.atomic
def issue_under_new_name(*, staff: StaffMember, by: User, at: datetime, key: str | None = None) -> int:
    """Documents that bear an earlier name of the person (or the one of this key) are made anew, with every figure as it
    was; the old ones say that they were replaced. Returns how many; the second time nothing happens."""
    found = documents_with_earlier_name(staff)
    rows = list((found.filter(key=key) if key else found).select_for_update(of=("self",)))
    if not rows:
        return 0
    waiting = issue_anew(documents=rows, rewritten=_with_name_of(staff), on=staff, by=by, at=at)
    record(verb="staff.documents_reissued", on=staff, by=by, at=at, count=len(waiting))
    for kind, object_key, language in waiting:
        make_again_later(kind, object_key, language)
    return len(waiting)


def _with_name_of(staff):
    """What a document says, with the person's present name wherever `letterhead.person_content` put the earlier one."""
    name = {language: staff.name_in(language) for language in LANGUAGES}

    def rewritten(says):
        if isinstance(says, list):
            return [rewritten(item) for item in says]
        if not isinstance(says, dict):
            return says
        inside = {key: rewritten(value) for key, value in says.items()}
        return inside | {"name": name} if inside.get("code") == staff.code and "name" in inside else inside

    return rewritten
