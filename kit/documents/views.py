"""The public page that confirms a document. It tells nothing that does not stand on the document's first line."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from kit.documents.codes import as_code
from kit.documents.models import StoredDocument
from kit.documents.storing import kind_label
from kit.throttle import is_too_often


@require_safe
@login_not_required
def verify(request):
    """Asks for a code."""
    typed = request.GET.get("code", "")[:40]
    code = as_code(typed)
    if code:
        return redirect("kit:verify_code", code)
    return render(request, "kit/verify.html", {"typed": typed})


@require_safe
@login_not_required
def verify_code(request, code):
    """Confirms one."""
    if is_too_often(request, "verify"):
        return render(request, "kit/verify_wait.html", status=429)
    found = StoredDocument.objects.select_related("superseded_by").filter(code=as_code(code)).first()
    if found is None:
        return render(request, "kit/verify.html", {"typed": code, "unknown": True}, status=404)
    newer = getattr(found, "superseded_by", None)
    context = {"document": found, "kind": kind_label(found), "newer": newer, "parts": _groups(found.sha256)}
    return render(request, "kit/verify_code.html", context)


def _groups(sha256):
    return [sha256[start : start + 8] for start in range(0, len(sha256), 8)]
