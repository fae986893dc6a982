"""Search over all that the reader may see; while one types, only the finds are drawn."""

from urllib.parse import quote

from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from home.search.results import LONGEST, find
from home.search.suggestions import meant
from home.shell.navigation import FOLDER, PEOPLE, TRAINING, places_for


@require_safe
def search(request):
    words = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST]
    today = timezone.localdate()
    found = find(request.user, words, today)
    total = sum(group.count for group in found.values())
    context = {
        "words": words,
        "asked": quote(words),
        "found": found,
        "total": total,
        "meant": meant(request.user, words, today, total),
        "ways": [] if total else ways_on(request.user),
        "longest": LONGEST,
        "may_person": request.user.has_perm("home.view_board"),
        "may_quotes": request.user.has_perm("playbook.manage_evidence"),
    }
    typing = request.htmx and request.htmx.target == "finds" and not request.htmx.history_restore_request
    response = render(request, "home/_finds.html" if typing else "home/search.html", context)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def ways_on(user):
    """The rooms in which somebody whose search found nothing may look by themselves."""
    return [place for place in places_for(user) if place in (FOLDER, TRAINING, PEOPLE)]
