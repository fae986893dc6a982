"""One thing, two texts: what happens to a page happens to its other language.

Wagtail has many doors (editor, list, bulk actions, the "more" menus, schedules, commands) and each of them tells what
it did by a signal; what follows hangs on these, in the transaction of what was done. An app above brings its own kinds:

    go_together(CoursePage, LessonPage)      # in AppConfig.ready

Who follows does not lead: a text that is taken along takes nothing along itself.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction
from django.db.models.signals import post_delete, pre_delete
from wagtail.actions.delete_page import DeletePageAction
from wagtail.models import Page
from wagtail.signals import page_unpublished, post_page_move, pre_page_move

_kinds = []
_following = ContextVar("playbook_twins_following", default=False)


def go_together(*models):
    """Pages of these models are one thing in both languages from now on."""
    for model in models:
        if model in _kinds:
            continue
        _kinds.append(model)
        name = f"playbook_twins_{model._meta.label_lower}"
        pre_delete.connect(_before, sender=model, dispatch_uid=f"{name}_deleting")
        post_delete.connect(_deleted, sender=model, dispatch_uid=f"{name}_deleted")
        pre_page_move.connect(_before, sender=model, dispatch_uid=f"{name}_moving")
        post_page_move.connect(_moved, sender=model, dispatch_uid=f"{name}_moved")
        page_unpublished.connect(_unpublished, sender=model, dispatch_uid=f"{name}_unpublished")


def kinds():
    return tuple(_kinds)


def goes_together(page):
    return isinstance(page, tuple(_kinds)) or issubclass(page.specific_class or Page, tuple(_kinds))


def twins_of(page):
    """The same thing in the other language: one page, or none."""
    return Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk).order_by("pk")


def lock_both(page):
    """Both texts, always in the same order, so that two who begin at either end wait for each other."""
    return list(Page.objects.select_for_update().filter(translation_key=page.translation_key).order_by("pk"))


@contextmanager
def _follows():
    token = _following.set(True)
    try:
        yield
    finally:
        _following.reset(token)


def _before(instance, **kwargs):
    if not _following.get() and transaction.get_connection().in_atomic_block:
        lock_both(instance)


def _deleted(instance, **kwargs):
    if _following.get():
        return
    with _follows():
        for twin in twins_of(instance).specific():
            _bring_strangers_home(twin)
            DeletePageAction(twin, user=None).execute(skip_permission_checks=True)


def _bring_strangers_home(twin):
    """Below a text that goes may stand one that belongs elsewhere: where its own other language stands, it stays."""
    for below in twin.get_descendants().order_by("path"):
        for counterpart in twins_of(below):
            follow_place(counterpart)


def _unpublished(instance, **kwargs):
    """Not of a page that is about to be deleted: Wagtail says the same of it, without saving."""
    if _following.get() or type(instance).objects.filter(pk=instance.pk, live=True).exists():
        return
    with _follows(), transaction.atomic():
        for twin in twins_of(instance).specific():
            twin.unpublish(set_expired=instance.expired)
            twin.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)


def _moved(instance, **kwargs):
    if not _following.get():
        follow_place(instance)


@transaction.atomic
def follow_place(page):
    """The other language stands under the same parent, after the same neighbour. Where the parent is not there in that
    language it stays where it is: `halves` finds it."""
    page = Page.objects.get(pk=page.pk)
    parent = page.get_parent()
    with _follows():
        for twin in twins_of(page):
            home = parent and twins_of(parent).filter(locale=twin.locale).first()
            if home:
                _stand(page, twin, home)


def _stand(page, twin, home):
    neighbours = [each.translation_key for each in page.get_siblings(inclusive=False).filter(path__lt=page.path)]
    there = {each.translation_key: each for each in home.get_children().exclude(pk=twin.pk).order_by("path")}
    before = next((there[key] for key in reversed(neighbours) if key in there), None)
    if _stands(twin, home, before, there):
        return
    twin = twin.specific
    if before:
        twin.move(before, pos="right")
    else:
        twin.move(home, pos="first-child")


def _stands(twin, home, before, there):
    """Where it belongs already: right after its neighbour, or first."""
    if not twin.is_child_of(home):
        return False
    earlier = [each for each in there.values() if each.path < twin.path]
    return (earlier[-1] if earlier else None) == before
