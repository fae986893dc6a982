from datetime import datetime

from django.db import transaction

from kit.audit.chain import record
from people.models import User
from playbook.models import HintPutAway, StandardPage
from playbook.standards.advice.hints import Kind


@transaction.atomic
def put_hint_away(*, page: StandardPage, language: str, kind: str, by: User, at: datetime) -> HintPutAway:
    """It is fine as it is, says the author: this hint stays away from the standard. A second time changes nothing."""
    kind = Kind(kind)
    row, is_new = HintPutAway.objects.get_or_create(
        standard=page.translation_key,
        language=language,
        kind=kind.value,
        defaults={"put_away_by": by, "put_away_at": at},
    )
    if is_new:
        record(verb="standard.hint_put_away", on=page, by=by, at=at, hint=kind.value, language=language)
    return row


@transaction.atomic
def bring_hints_back(*, page: StandardPage, language: str, by: User, at: datetime) -> int:
    """Every hint about the standard's texts in a language is shown again; returns how many were away."""
    gone, _models = HintPutAway.objects.filter(standard=page.translation_key, language=language).delete()
    if gone:
        record(verb="standard.hints_brought_back", on=page, by=by, at=at, rows=gone, language=language)
    return gone
