"""Both languages of a page on one screen of the CMS: written, compared with what changed, saved, published."""

import traceback
from uuid import UUID

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from kit.access import require
from kit.http.back import way_back
from kit.text.bilingual import LANGUAGES
from people.company.languages import written_languages
from playbook.actions.approval import submit_for_approval
from playbook.actions.drafts import publish_drafts
from playbook.actions.evidence import link_evidence
from playbook.actions.texts import save_texts
from playbook.editor.advice import writing_helps
from playbook.editor.kinds import MANAGE, kind_of
from playbook.editor.messages import say_what_was_saved, say_why_not
from playbook.editor.permissions import is_locked, may_publish, may_submit, may_write
from playbook.editor.screen import Screen
from playbook.editor.sheets import new_standard_sheet, open_sheet
from playbook.errors import TextsChanged
from playbook.models import Evidence, FolderPage, Phase, TouchpointPage
from playbook.models.advice_panel import FIELDS as HELPED
from playbook.translations.addresses import texts_url

# How much one quote from a new standard's begin is worth until somebody says otherwise.
FOR, STRENGTH = "for", 2
# Where a form of blocks trips that no editor sends.
OF_BLOCKS = ("wagtail.blocks", "django.utils.datastructures")


@require_http_methods(["GET", "HEAD", "POST"])
def both_languages(request, translation_key):
    sheet = open_sheet(translation_key)
    if sheet is None:
        raise Http404
    return _answer(request, sheet)


@require_http_methods(["GET", "HEAD", "POST"])
def new_standard(request):
    """A standard that is not there yet; the touchpoint is asked for where nobody named it."""
    require(request.user, MANAGE)
    asked = _uuid(request.POST.get("touchpoint") or request.GET.get("touchpoint", ""))
    touchpoint = _touchpoint(asked)
    if touchpoint is None:
        return render(request, "playbook/texts/choose.html", _choice(request))
    key = _uuid(request.POST.get("key", ""))
    sheet = (open_sheet(key) if key else None) or new_standard_sheet(touchpoint, key)
    return _answer(request, sheet, touchpoint)


def _answer(request, sheet, touchpoint=None):
    if not may_write(request.user, sheet, kind_of(sheet.model).permission):
        raise PermissionDenied
    if "publish" in request.POST and not _may_publish_all(request.user, sheet):
        raise PermissionDenied
    if request.method != "POST":
        return _shown(request, Screen(sheet, request.user), touchpoint)
    screen = Screen(sheet, request.user, _plain_lines(request.POST), request.FILES)
    is_valid = _judged(screen)
    if language := request.POST.get("preview"):
        return _preview(request, screen, language)
    if any(is_locked(request.user, page) for page in sheet.pages.values()):
        messages.error(request, _("The page is locked. Nothing was saved; what you typed is still here."))
    elif not is_valid:
        messages.error(request, _("Nothing was saved yet: something below needs another look."))
    else:
        return _saved(request, screen, touchpoint)
    return _shown(request, screen, touchpoint)


def _judged(screen):
    """Is all of it valid? What no browser sends from this form is answered with 400."""
    try:
        return screen.is_valid()
    except (LookupError, TypeError, ValueError) as problem:
        frames = list(traceback.walk_tb(problem.__traceback__))
        if (
            not frames[-1][0]
            .f_globals.get("__name__", "")
            .startswith(("wagtail.blocks", "django.utils.datastructures"))
        ):
            raise
        raise BadRequest("blocks that no editor sends") from problem


def _saved(request, screen, touchpoint):
    sheet, at = screen.sheet, timezone.now()
    seen = {language: request.POST.get(f"seen-{language}", "") for language in sheet.languages}
    is_new = not sheet.written
    typed = screen.typed()
    new = {language for language, page in typed.items() if not page.pk}
    checked = list(screen.stale) if "check-all" in request.POST else request.POST.getlist("checked")
    try:
        pair = save_texts(sheet=sheet, typed=typed, seen=seen, checked=checked, by=request.user, at=at)
    except TextsChanged:
        return _overtaken(request, sheet, touchpoint)
    for language, page in typed.items():
        _tell_hooks("after_create_page" if language in new else "after_edit_page", request, page)
    if is_new:
        _link_quote(request, sheet, at)
    response = _go_on(request, screen, pair, typed)
    back = way_back(request)
    return response or redirect(back or texts_url(sheet.translation_key))


def _go_on(request, screen, pair, typed):
    """After saving: publish or hand in, as far as each language is ready for it. Returns a response of a hook."""
    published, held, unready, submitted = [], [], {}, []
    if "publish" in request.POST:
        unready = {language: names for language, names in screen.unready(pair).items() if names}
        ready = [page for language, page in pair.pages.items() if language not in unready]
        for page in ready:
            if response := _first_of_hooks("before_publish_page", request, page):
                return response
        done = publish_drafts(pages=ready, by=request.user, at=timezone.now())
        published, submitted, held = done.pages, done.sent, done.held
        for page in published:
            _tell_hooks("after_publish_page", request, page)
    elif "submit" in request.POST:
        done = submit_for_approval(pages=list(pair.pages.values()), by=request.user, at=timezone.now())
        submitted, held = done.pages, done.held
    say_what_was_saved(request, screen, typed, published, submitted)
    say_why_not(request, screen, unready, held)
    return None


def _overtaken(request, sheet, touchpoint):
    """Somebody saved meanwhile: nothing is overwritten, what was typed stands beside what stands now."""
    fresh = open_sheet(sheet.translation_key)
    screen = Screen(fresh, request.user, _plain_lines(request.POST), request.FILES)
    screen.is_overtaken = True
    _judged(screen)
    messages.warning(
        request,
        _(
            "Somebody else saved this page while you were writing. Nothing was overwritten: what you typed is still "
            "here, and beside it what stands now. Save again to keep yours."
        ),
    )
    return _shown(request, screen, touchpoint, status=409)


def _shown(request, screen, touchpoint=None, status=200):
    sheet = screen.sheet
    pages = [page for page in sheet.pages.values() if page.pk]
    asked = request.POST if request.method == "POST" else request.GET
    context = {
        "screen": screen,
        "sheet": sheet,
        "sections": screen.sections(),
        "media": screen.media,
        "seen": sheet.revisions,
        "touchpoint": touchpoint,
        "quote": _quote(request),
        "back": way_back(request),
        "field": asked.get("field") or ("" if sheet.written else screen.kind.texts[0]),
        "locked": [page for page in pages if is_locked(request.user, page)],
        "may_publish": _may_publish_all(request.user, sheet),
        "may_submit": any(may_submit(request.user, page) for page in pages),
        "previews": sheet.languages if sheet.model.preview_modes else [],
        "is_unsaved": request.method == "POST",
        "kind_name": sheet.model._meta.verbose_name,
        "helps": writing_helps(screen),
        "help_fields": " ".join(HELPED),
    }
    return render(request, "playbook/texts/both.html", context, status=status)


def _may_publish_all(user, sheet):
    """A language that is not there yet is judged by where it will stand."""
    pages = [page if page.pk else sheet.parents[language] for language, page in sheet.pages.items()]
    return all(may_publish(user, page) for page in pages)


@xframe_options_sameorigin
def _preview(request, screen, language):
    """The page as readers of one language will see it, with what is typed and valid."""
    sheet = screen.sheet
    page = sheet.pages.get(language)
    if page is None or not sheet.model.preview_modes:
        raise BadRequest("a language that is not written here")
    if all(form.is_valid() for form in screen.forms.values()):
        screen.typed()
    if not page.pk:
        parent = sheet.parents[language]
        page.path, page.depth = Page._get_children_path_interval(parent.path)[1], parent.depth + 1
    request.method = "GET"
    with translation.override(language):
        answer = page.serve_preview(request, page.default_preview_mode)
        return HttpResponse(answer.render().content if hasattr(answer, "render") else answer.content)


def _tell_hooks(name, request, page):
    for function in hooks.get_hooks(name):
        function(request, page)


def _first_of_hooks(name, request, page):
    """What the first hook that answers says instead."""
    answers = (function(request, page) for function in hooks.get_hooks(name))
    return next((answer for answer in answers if hasattr(answer, "status_code")), None)


def _link_quote(request, sheet, at):
    quote, page = _quote(request), next(iter(sheet.pages.values()))
    if quote is not None:
        link_evidence(evidence=quote, code=page.code, stance=FOR, strength=STRENGTH, by=request.user, at=at)


def _quote(request):
    key = (request.POST if request.method == "POST" else request.GET).get("quote", "")[:40]
    return Evidence.objects.filter(key=key).first() if key else None


def _touchpoint(key):
    """The page of the company's main language, else the other."""
    pages = TouchpointPage.objects.filter(translation_key=key).select_related("locale") if key else ()
    found = {page.locale.language_code: page for page in pages}
    return next((found[language] for language in (*written_languages(), *LANGUAGES) if language in found), None)


def _choice(request):
    """The touchpoints, phase by phase."""
    places = {}
    for page in TouchpointPage.objects.select_related("locale").order_by("path"):
        places.setdefault(page.translation_key, {})[page.locale.language_code] = page
    language = translation.get_language()[:2]
    names = [pair.get(language) or next(iter(pair.values())) for pair in places.values()]
    phases = [(label, [page for page in names if page.phase == phase]) for phase, label in Phase.choices]
    return {
        "phases": [(label, pages) for label, pages in phases if pages],
        "add_touchpoint_url": _add_touchpoint_url(),
        "back": way_back(request),
    }


def _add_touchpoint_url():
    folders = FolderPage.objects.filter(locale__language_code=written_languages()[0])
    return reverse("wagtailadmin_pages:add", args=["playbook", "touchpointpage", folders.get().pk])


def _plain_lines(posted):
    """Browsers send every line end as two signs; texts are kept with one."""
    data = posted.copy()
    for name, values in posted.lists():
        data.setlist(name, [value.replace("\r\n", "\n") for value in values])
    return data


def _uuid(text):
    try:
        return UUID(text)
    except ValueError:
        return None
