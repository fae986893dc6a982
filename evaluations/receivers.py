"""Documents follow an evaluation: one in the subject's language at release, both when nothing can change."""

from django.db import transaction
from django.dispatch import receiver

from evaluations.signals import evaluation_corrected, evaluation_finalised, evaluation_released
from evaluations.tasks import make_evaluation_document
from kit.bilingual import LANGUAGES


@receiver(evaluation_released, dispatch_uid="evaluations_document_at_release")
def make_document_at_release(sender, evaluation, **kwargs):
    user = evaluation.subject.user
    _later(evaluation, [user.language] if user else [LANGUAGES[0]])


@receiver(evaluation_finalised, dispatch_uid="evaluations_document_at_end")
def make_documents_at_end(sender, evaluation, **kwargs):
    _later(evaluation, LANGUAGES)


@receiver(evaluation_corrected, dispatch_uid="evaluations_document_of_corrected")
def renew_document_of_corrected(sender, evaluation, corrected, **kwargs):
    """The old revision's document is followed by one that names the new revision."""
    _later(corrected, LANGUAGES)


def _later(evaluation, languages):
    for language in languages:
        transaction.on_commit(lambda language=language: make_evaluation_document.enqueue(evaluation.pk, language))
