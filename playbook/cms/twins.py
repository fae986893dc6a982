"""Both languages as one in the CMS: what goes along is said before, and where it cannot go along nothing is done."""

from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.delete import DeleteBulkAction
from wagtail.locks import BasicLock
from wagtail.models import Page

from kit.phrases import listed
from playbook.folder.departures import consequence_of
from playbook.models import FolderPage
from playbook.translations.twins import goes_together, lock_both, twins_of

DELETE, MOVE, UNPUBLISH = "delete", "move", "unpublish"
# The root of each language: both are needed, whichever languages the company writes.
_roots = [FolderPage]


def keep_roots(*models):
    """Pages that nobody deletes: an app above brings its own."""
    _roots.extend(model for model in models if model not in _roots)


@hooks.register("before_delete_page")
def before_delete(request, page):
    page = page.specific
    if isinstance(page, tuple(_roots)):
        return _refused(request, page, _said_of_roots())
    if not goes_together(page):
        return None
    if request.method == "POST":
        return _gone_already(request, page)
    messages.warning(request, consequence_of(page, timezone.localdate()))
    return None


@hooks.register("before_move_page")
def before_move(request, page, destination):
    if not goes_together(page):
        return None
    without = _without_home([page], destination)
    if without:
        return _refused(request, page, _said_without_home(destination))
    for twin in twins_of(page) if request.method == "GET" else ():
        messages.info(request, _("Its other text moves along: “%(title)s”.") % {"title": twin.title})
    return None


@hooks.register("before_unpublish_page")
def before_unpublish(request, page):
    shut = _locked_for(request.user, [page])
    return _refused(request, page, _said_of_locked(shut)) if shut else None


class DeleteTogether(DeleteBulkAction):
    """Wagtail's own, with what it means for each page."""

    def object_context(self, page):
        context = super().object_context(page)
        return {**context, "consequence": consequence_of(page.specific, timezone.localdate())}


# After Wagtail's own, whose place it takes.
hooks.register("register_bulk_action", DeleteTogether, order=100)


@hooks.register("before_bulk_action")
def before_bulk(request, action_type, objects, action):
    """Wagtail gives the very list that it goes through next: each thing stands in it once."""
    if action_type not in (DELETE, MOVE, UNPUBLISH) or not all(isinstance(each, Page) for each in objects):
        return None
    refusal = _why_not(request, action_type, objects, action)
    if refusal:
        messages.error(request, refusal)
        return redirect(action.next_url)
    objects[:] = _once_each(objects)
    return None


def _why_not(request, action_type, pages, action):
    if action_type == DELETE and any(issubclass(page.specific_class, tuple(_roots)) for page in pages):
        return _said_of_roots()
    if action_type == UNPUBLISH and (shut := _locked_for(request.user, pages)):
        return _said_of_locked(shut)
    destination = action.cleaned_form.cleaned_data["chooser"] if action_type == MOVE else None
    if destination and _without_home(pages, destination):
        return _said_without_home(destination)
    return ""


def _once_each(pages):
    """Without the other language of a page that is there, without what lies below one, without what is gone."""
    there, seen, paths = [], set(), []
    for page in sorted(pages, key=lambda page: page.path):
        together = goes_together(page)
        is_below = any(page.path.startswith(path) for path in paths)
        if is_below or (together and page.translation_key in seen):
            continue
        locked = lock_both(page) if together else [page]
        if page in locked:
            seen.add(page.translation_key)
            paths += [each.path for each in locked]
            there.append(page)
    return there


def _gone_already(request, page):
    """Two people at once: the second finds that it was done."""
    if page.pk in {each.pk for each in lock_both(page)}:
        return None
    messages.info(request, _("Somebody deleted it a moment ago, in both languages."))
    return redirect("wagtailadmin_explore_root")


def _without_home(pages, destination):
    """Of the pages that have another text: those that cannot follow, the destination being in one language alone."""
    languages = {twin.locale_id for twin in twins_of(destination)}
    together = [page for page in pages if goes_together(page)]
    return [page for page in together for twin in twins_of(page) if twin.locale_id not in languages]


def _locked_for(user, pages):
    """Other texts that somebody else locked. A day on which one is to be published ends with it."""
    twins = [twin.specific for page in pages if goes_together(page) for twin in twins_of(page)]
    locks = [(twin, twin.get_lock()) for twin in twins]
    return [twin for twin, lock in locks if isinstance(lock, BasicLock) and lock.for_user(user)]


def _refused(request, page, why):
    messages.error(request, why)
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def _said_of_roots():
    return _("The folder and the shelf of a language stay: a language that you do not write is out of sight anyway.")


def _said_without_home(destination):
    said = _("“%(title)s” is not written in the other language yet. Translate it first; then both texts move.")
    return said % {"title": destination.title}


def _said_of_locked(pages):
    said = _("The other text is locked: %(titles)s. Nothing was taken down; ask for it to be unlocked first.")
    return said % {"titles": listed([page.title for page in pages])}
