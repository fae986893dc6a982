"""Files that show what was seen: kept in the private storage under random names."""

import hashlib
import secrets
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction

from evaluations.actions.refusals import refuse_all_but
from evaluations.errors import ForeignAnswer, WrongState
from evaluations.models import Criterion, Evaluation, EvaluationEvidence
from kit.audit.chain import record
from people.models import User


@transaction.atomic
def add_evidence(
    *,
    evaluation: Evaluation,
    criterion: Criterion,
    name: str,
    content_type: str,
    content: bytes,
    by: User,
    at: datetime,
) -> EvaluationEvidence:
    """Keep a file (bytes, checked by the form) beside one criterion of a draft."""
    evaluation = _open_draft(evaluation, by)
    if not Criterion.objects.filter(pk=criterion.pk, section__scorecard=evaluation.scorecard_id).exists():
        raise ForeignAnswer("this criterion is not on the scorecard")
    object_key = f"evidence/{secrets.token_urlsafe(18)}"
    evidence = EvaluationEvidence.objects.create(
        evaluation=evaluation,
        criterion=criterion,
        object_key=storages["private"].save(object_key, ContentFile(content)),
        name=name[-120:],
        content_type=content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        added_at=at,
    )
    record(verb="evaluation.evidence_added", on=evaluation, by=by, at=at, seals=[evidence], sha256=evidence.sha256)
    return evidence


@transaction.atomic
def remove_evidence(*, evidence: EvaluationEvidence, by: User, at: datetime) -> None:
    """Take a file out of a draft again."""
    evaluation = _open_draft(evidence.evaluation, by)
    record(verb="evaluation.evidence_removed", on=evaluation, by=by, at=at, gone=[evidence], sha256=evidence.sha256)
    object_key = evidence.object_key
    evidence.delete()
    transaction.on_commit(lambda: storages["private"].delete(object_key))


def _open_draft(evaluation, by):
    evaluation = Evaluation.objects.select_for_update().get(pk=evaluation.pk)
    refuse_all_but(evaluation.evaluator_id, by)
    if not evaluation.is_draft:
        raise WrongState("the evaluation was handed in")
    return evaluation
