"""Search over the folder, lessons and people."""

from django.shortcuts import render
from django.utils import timezone
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
    }
    return render(request, "home/search.html", context)
