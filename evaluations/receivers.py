"""Documents follow an evaluation: in the subject's language at release, and at the end (final, or void), when what they
say is fixed for good. Summaries follow the end of a cycle. What is not released follows the work of whom it is about.

The other language is made when somebody opens it, from the same content. Scorecards follow an edition.
"""

from django.db import transaction
from django.dispatch import receiver

from evaluations.actions.scorecard_editions import carry_scorecards
from evaluations.actions.work_changes import follow_work
from evaluations.documents.record import PAPER
from evaluations.documents.summaries import PERSON, TEAM
from evaluations.signals import (
    cycle_closed,
    evaluation_corrected,
    evaluation_finalised,
    evaluation_released,
    evaluation_voided,
)
from evaluations.tasks import make_summaries
from kit.documents.contents import fix_content
from kit.documents.creation import withdraw_paper
from kit.documents.kinds import paper_of
from kit.documents.queue import make_again_later
from kit.documents.store import withdraw_documents
from people.company.languages import language_of
from people.signals import work_changed
from playbook.signals import edition_frozen


@receiver(cycle_closed, dispatch_uid="evaluations_summaries")
def make_summaries_of_closed(sender, cycle, **kwargs):
    transaction.on_commit(lambda: make_summaries.enqueue(cycle.pk))


@receiver([evaluation_corrected, evaluation_voided], dispatch_uid="evaluations_summaries_again")
def renew_summaries(sender, evaluation, **kwargs):
    """Those that show what no longer counts are withdrawn at once. After the end of the cycle new ones follow them;
    before it, they are made when asked for.
    """
    cycle = evaluation.cycle
    if cycle is None:
        return
    at = evaluation.voided_at or evaluation.released_at
    withdraw_paper(paper_of(PERSON), f"{cycle.key}.{evaluation.subject.key}", at=at)
    withdraw_paper(paper_of(TEAM), f"{cycle.key}.{evaluation.team.key}", at=at)
    if not cycle.is_open:
        transaction.on_commit(lambda: make_summaries.enqueue(cycle.pk, evaluation.subject_id, evaluation.team_id))


@receiver(evaluation_released, dispatch_uid="evaluations_document_later")
def make_document_later(sender, evaluation, **kwargs):
    _later(evaluation)


@receiver([evaluation_finalised, evaluation_voided], dispatch_uid="evaluations_last_document")
def make_last_document_later(sender, evaluation, **kwargs):
    """What it says is fixed at once, within the deed: nothing that happens later changes it."""
    fix_content(PAPER, evaluation.key, at=evaluation.voided_at or evaluation.final_at)
    _later(evaluation)


@receiver(evaluation_corrected, dispatch_uid="evaluations_document_of_corrected")
def renew_document_of_corrected(sender, evaluation, corrected, **kwargs):
    """The old revision's document is followed by one that names the new revision."""
    fix_content(PAPER, corrected.key, at=evaluation.released_at)
    _later(corrected)


@receiver([evaluation_corrected, evaluation_voided], dispatch_uid="evaluations_documents_withdrawn")
def withdraw_documents_before(sender, evaluation, corrected=None, **kwargs):
    """Those in both languages: the public page tells at once that they no longer count."""
    at = evaluation.voided_at or evaluation.released_at
    withdraw_documents(kind=PAPER.kind, object_key=(corrected or evaluation).key, at=at)


@receiver(edition_frozen, dispatch_uid="evaluations_carry_scorecards")
def let_scorecards_follow(sender, edition, **kwargs):
    carry_scorecards(edition=edition, at=edition.frozen_at)


@receiver(work_changed, dispatch_uid="evaluations_follow_work")
def put_into_the_team_of_their_day(sender, staff, starts_on, ends_on, by, at, **news):
    follow_work(staff=staff, starts_on=starts_on, ends_on=ends_on, by=by, at=at)


def _later(evaluation):
    make_again_later(PAPER.kind, evaluation.key, language_of(evaluation.subject.user))
