"""Wagtail saves pages through many doors (editor, copy, translation, import): the one place where all of them pass."""

from datetime import datetime, time

from django.db import transaction
from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.signals import page_published, task_submitted

from playbook.actions import give_code
from playbook.actions.announcements import tell_what_has_to_follow
from playbook.actions.approval import tell_approvers
from playbook.actions.pairs import note_pair
from playbook.models import StandardPage
from playbook.signals import edition_frozen
from playbook.tasks import announce_edition_later
from playbook.translations.pairs import kinds, pair_of


@receiver(pre_save, sender=StandardPage, dispatch_uid="playbook_give_code")
def give_code_to_standard(sender, instance, raw=False, **kwargs):
    if not raw:
        instance.code = give_code(page=instance)


@receiver(page_published, dispatch_uid="playbook_note_pair")
def note_what_was_published(sender, instance, **kwargs):
    if sender in kinds():
        note_pair(pair=pair_of(instance), at=timezone.now())


@receiver(post_save, dispatch_uid="playbook_note_new_pair")
def note_what_was_made(sender, instance, created=False, raw=False, **kwargs):
    """Also what some import writes live without publishing it."""
    if created and not raw and sender in kinds():
        note_pair(pair=pair_of(instance), at=timezone.now())


@receiver(edition_frozen, dispatch_uid="playbook_announce_edition")
def announce(sender, edition, **kwargs):
    """The notices go out from the worker, on the first day of the edition."""
    day_begins = timezone.make_aware(datetime.combine(edition.effective_on, time.min))
    later = announce_edition_later
    if day_begins > timezone.now() and later.get_backend().supports_defer:
        later = later.using(run_after=day_begins)
    transaction.on_commit(lambda: later.enqueue(edition.pk))


@receiver(edition_frozen, dispatch_uid="playbook_tell_what_has_to_follow")
def tell_authors(sender, edition, **kwargs):
    tell_what_has_to_follow(edition=edition, at=edition.frozen_at)


@receiver(task_submitted, dispatch_uid="playbook_tell_approvers")
def tell_who_may_approve(sender, instance, user=None, **kwargs):
    """The CMS's own button and our screens lead here alike."""
    tell_approvers(page=instance.revision.as_object(), by=user, at=timezone.now())
