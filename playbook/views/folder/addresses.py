"""The addresses of the page tree: they lead to the screens where staff read, and none of them ends in nothing."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from kit.access import require
from playbook.cms.old_addresses import newer_address, page_for
from playbook.models import CodeLedger, FrozenStandard

CODE_LENGTH = 20


def page_at(request, path):
    page = page_for(request, path)
    if page is not None:
        return page.serve(request)
    newer = newer_address(request)
    if newer:
        return redirect(newer)
    raise Http404


@require_safe
def gone(request):
    """What stood at an old address was deleted; frozen editions still hold it, where it was a standard."""
    require(request.user, "playbook.view_folder")
    code = request.GET.get("code", "")[:CODE_LENGTH]
    code = code if CodeLedger.objects.filter(code=code).exists() else ""
    rows = FrozenStandard.objects.visible_to(request.user).filter(code=code).select_related("edition")
    last = rows.order_by("-edition__number").first() if code else None
    return render(request, "playbook/gone.html", {"code": code, "last": last}, status=410)
