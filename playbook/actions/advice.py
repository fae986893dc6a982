from django.db import transaction

from kit.audit.chain import record
from playbook.models import HintPutAway
from playbook.standards.advice.hints import Kind


@transaction.atomic
def put_hint_away(*, page, language, kind, by, at):
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
def bring_hints_back(*, page, language, by, at):
    """Every hint about the standard's texts in a language is shown again; returns how many were away."""
    gone, _models = HintPutAway.objects.filter(standard=page.translation_key, language=language).delete()
    if gone:
        record(verb="standard.hints_brought_back", on=page, by=by, at=at, rows=gone, language=language)
    return gone
