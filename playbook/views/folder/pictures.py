"""The pictures of editions, for whoever may read a standard that shows them."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from kit.access import require
from kit.parsing.images import kind_of
from playbook.models import FrozenPicture

PARTS = ("small", "medium", "whole")


@require_safe
def picture(request, sha256, part):
    require(request.user, "playbook.view_folder")
    row = get_object_or_404(FrozenPicture.objects.visible_to(request.user), sha256=sha256)
    if part not in PARTS:
        raise Http404
    try:
        content = row.content(part)
    except OSError as problem:
        raise Http404 from problem
    kind = kind_of(content)
    response = HttpResponse(content, content_type=kind or "application/octet-stream")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if not kind:
        response["Content-Disposition"] = "attachment"
    return response
