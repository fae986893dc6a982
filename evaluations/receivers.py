"""Documents follow an evaluation: in the subject's language at release, and at the end (final, or void), when what they
say is fixed for good. What is not released follows the work of whom it is about.

The other language is made when somebody opens it, from the same content. Scorecards follow an edition.
"""

from django.db import transaction
from django.dispatch import receiver

from evaluations.actions.scorecard_editions import carry_scorecards
from evaluations.actions.work_changes import follow_work
from evaluations.documents.record import KIND, fix_content
from evaluations.signals import evaluation_corrected, evaluation_finalised, evaluation_released, evaluation_voided
from kit.documents.store import withdraw_documents
from kit.documents.tasks import make_paper_later
from people.company.languages import written_languages
from people.signals import work_changed
from playbook.signals import edition_frozen


@receiver(evaluation_released, dispatch_uid="evaluations_document_later")
def make_document_later(sender, evaluation, **kwargs):
    _later(evaluation)


@receiver([evaluation_finalised, evaluation_voided], dispatch_uid="evaluations_last_document")
def make_last_document_later(sender, evaluation, **kwargs):
    """What it says is fixed at once, within the deed: nothing that happens later changes it."""
    fix_content(evaluation, at=evaluation.voided_at or evaluation.final_at)
    _later(evaluation)


@receiver(evaluation_corrected, dispatch_uid="evaluations_document_of_corrected")
def renew_document_of_corrected(sender, evaluation, corrected, **kwargs):
    """The old revision's document is followed by one that names the new revision."""
    fix_content(corrected, at=evaluation.released_at)
    _later(corrected)


@receiver([evaluation_corrected, evaluation_voided], dispatch_uid="evaluations_documents_withdrawn")
def withdraw_documents_before(sender, evaluation, corrected=None, **kwargs):
    """Those in both languages: the public page tells at once that they no longer count."""
    at = evaluation.voided_at or evaluation.released_at
    withdraw_documents(kind=KIND, object_key=(corrected or evaluation).key, at=at)


@receiver(edition_frozen, dispatch_uid="evaluations_carry_scorecards")
def let_scorecards_follow(sender, edition, **kwargs):
    carry_scorecards(edition=edition, at=edition.frozen_at)


@receiver(work_changed, dispatch_uid="evaluations_follow_work")
def put_into_the_team_of_their_day(sender, staff, starts_on, ends_on, by, at, **news):
    follow_work(staff=staff, starts_on=starts_on, ends_on=ends_on, by=by, at=at)


def _later(evaluation):
    user = evaluation.subject.user
    language = user.language if user else written_languages()[0]
    transaction.on_commit(lambda: make_paper_later.enqueue(KIND, evaluation.key, language))
