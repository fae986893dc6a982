"""The public page that confirms a document. It tells nothing that does not stand on the document's first line."""

import re

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from kit.documents.codes import as_code
from kit.documents.contents import is_of_its_content, kept_content
from kit.documents.models import StoredDocument
from kit.documents.store import kind_label
from kit.documents.verification import check_file
from kit.http.throttle import is_too_often
from kit.reader import reading_as

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_REFUSED = 100 * 1024 * 1024
CHUNK = 1024 * 1024
LANGUAGE_COOKIE = "language"


@require_safe
@login_not_required
def verify(request: HttpRequest) -> HttpResponse:
    """Asks for a code."""
    typed = request.GET.get("code", "")[:40]
    code = as_code(typed)
    if code:
        return redirect("kit:verify_code", code)
    return render(request, "kit/verify.html", {"typed": typed})


@require_safe
@login_not_required
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """Confirms one."""
    if is_too_often(request, "verify"):
        return render(request, "kit/verify_wait.html", status=429)
    found = StoredDocument.objects.select_related("superseded_by").filter(code=as_code(code)).first()
    if found is None:
        return render(request, "kit/verify.html", {"typed": code, "unknown": True}, status=404)
    if request.user.is_authenticated or LANGUAGE_COOKIE in request.COOKIES:
        return render(request, "kit/verify_code.html", _shown(found))
    with reading_as(found.language):  # whoever scans a document and chose no language can read that one
        answer = render(request, "kit/verify_code.html", _shown(found))
    answer["Content-Language"] = found.language
    return answer


@csrf_exempt  # it changes nothing, and the file must not be read before its size is known
@require_POST
@login_not_required
def verify_file(request: HttpRequest) -> HttpResponse:
    """Compares a file with what we issued: intact, altered or unknown. The file is not kept and not parsed."""
    if is_too_often(request, "verify"):
        return render(request, "kit/verify_wait.html", status=429)
    told = request.META.get("CONTENT_LENGTH") or ""
    size = int(told) if re.fullmatch("[0-9]{1,18}", told) else 0
    if size > LARGEST_FILE:
        _let_pass(request, size)
        return render(request, "kit/verify.html", {"too_large": True}, status=413)
    file = request.FILES.get("file")
    if file is None:
        return render(request, "kit/verify.html", {"no_file": True}, status=422)
    finding = check_file(file)
    return render(request, "kit/verify_file.html", {"state": finding.state} | _shown(finding.document))


def _let_pass(request, size):
    """A browser shows no answer before all of its file was taken; what is beyond reason is cut off."""
    while size <= LARGEST_REFUSED and request.read(CHUNK):
        pass


def _shown(document):
    """What the public may know of a document."""
    if document is None:
        return {}
    newer = getattr(document, "superseded_by", None)
    shown = {"document": document, "kind": kind_label(document), "newer": newer, "parts": _groups(document.sha256)}
    content = kept_content(document) if document.content_hash else None
    if content is None:
        return shown
    stands = is_of_its_content(document, content)
    return shown | {"content": content, "content_parts": _groups(document.content_hash), "content_stands": stands}


def _groups(sha256):
    return [sha256[start : start + 8] for start in range(0, len(sha256), 8)]
