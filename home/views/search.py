"""Search over the folder, lessons and people; while one types, only the finds are drawn."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from home.searching import LONGEST, find


@require_safe
def search(request):
    words = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST]
    found = find(request.user, words, timezone.localdate())
    context = {
        "words": words,
        "found": found,
        "total": sum(group.count for group in found.values()),
        "longest": LONGEST,
        "may_person": request.user.has_perm("home.view_board"),
        "may_quotes": request.user.has_perm("playbook.manage_evidence"),
    }
    typing = request.htmx and request.htmx.target == "finds" and not request.htmx.history_restore_request
    response = render(request, "home/_finds.html" if typing else "home/search.html", context)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response
