"""The one door to the documents of every registered kind. The web process never renders; it asks the worker.

Opening what is not made yet shows a page that asks for it by itself (a POST: to look at an address changes nothing),
looks again, and ends in the document.
"""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from kit.documents.creation import ask_for_paper, stored_paper
from kit.documents.kinds import paper_of
from kit.documents.store import document_response, find_document, kind_label
from kit.http.signed_in import SignedIn
from kit.http.throttle import is_too_often
from kit.text.bilingual import LANGUAGES

MOST_IN_A_MINUTE = 40


@require_safe
def paper(request: SignedIn, kind: str, key: str, language: str) -> HttpResponseBase:
    """The document; while it is not made, a page that asks and waits for it."""
    of_kind, thing = _found(request, kind, key, language)
    stored = stored_paper(of_kind, thing, language)
    if stored is not None:
        return document_response(stored, filename=f"{of_kind.filename(thing, language)}.pdf", inline=True)
    return _waiting(request, of_kind, thing, language)


def _waiting(request, of_kind, thing, language, **more):
    kind = of_kind.kind
    older = find_document(kind=kind, object_key=thing.key, language=language)
    context = {"kind": kind, "key": thing.key, "language": language, "back": of_kind.back(thing), "older": older}
    status = 429 if more else 200
    return render(request, "kit/paper_wait.html", context | more | {"label": kind_label(of_kind)}, status=status)


@require_safe
def paper_ready(request: SignedIn, kind: str, key: str, language: str) -> HttpResponse:
    """Asked again and again by the waiting page: 204 while it waits, then the way to the file."""
    of_kind, thing = _found(request, kind, key, language)
    if stored_paper(of_kind, thing, language) is None:
        return HttpResponse(status=204)
    answer = HttpResponse()
    answer["HX-Redirect"] = reverse("kit:paper", args=[kind, key, language])
    return answer


@require_POST
def make_paper(request: SignedIn, kind: str, key: str, language: str) -> HttpResponse:
    """Ask the worker for it, and go to where it will be. The waiting page itself stays where it is."""
    of_kind, thing = _found(request, kind, key, language)
    if stored_paper(of_kind, thing, language) is None:
        if is_too_often(request, "paper", limit=MOST_IN_A_MINUTE, who=request.user.key):
            return _waiting(request, of_kind, thing, language, is_too_many=True)
        ask_for_paper(of_kind, thing, language)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    return redirect("kit:paper", kind, key, language)


def _found(request, kind, key, language):
    of_kind = paper_of(kind)
    thing = of_kind.find(key, request.user) if of_kind and language in LANGUAGES else None
    if thing is None:
        raise Http404
    return of_kind, thing
