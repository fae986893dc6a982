"""Help with writing a standard, as a fragment beside its fields."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from kit.access import require
from kit.text.bilingual import LANGUAGES
from playbook.actions.advice import bring_hints_back, put_hint_away
from playbook.folder.advice import help_with, page_of
from playbook.standards.advice.hints import LONGEST, Kind, read


@require_POST
def writing_hints(request):
    """Hints on the texts that are sent; nothing is stored.

    `language`: "fa" or "en"; the texts: behaviour, why, good, bad, body; where the standard is kept already its
    translation key as `standard`; `other`: the behaviour in the other language, if it stands on the same page.
    """
    require(request.user, "playbook.manage_editions")
    language, standard = _language(request), _key(request)
    texts = {name: request.POST.get(name, "")[:LONGEST] for name in read()}
    other = request.POST.get("other")
    shown = help_with(texts, language, standard=standard, other=other if other is None else other[:LONGEST])
    return render(request, "playbook/_hints.html", {"help": shown, "language": language, "standard": standard})


@require_POST
def writing_hint_away(request):
    """It is fine as it is: the hint of that `kind` stays away; without a kind all of them come back."""
    require(request.user, "playbook.manage_editions")
    language = _language(request)
    page, kind = page_of(_key(request), language), request.POST.get("kind", "")
    if page is None or (kind and kind not in list(Kind)):
        raise Http404
    about = {"page": page, "language": language, "by": request.user, "at": timezone.now()}
    if kind:
        put_hint_away(kind=kind, **about)
    else:
        bring_hints_back(**about)
    return HttpResponse(status=204)


def _language(request):
    language = request.POST.get("language")
    if language not in LANGUAGES:
        raise Http404
    return language


def _key(request):
    """The standard's translation key; None where it is not kept yet."""
    try:
        return UUID(request.POST.get("standard", ""))
    except ValueError:
        return None
