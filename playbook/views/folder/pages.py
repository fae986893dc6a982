"""What staff read."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kit.access import require
from people.roles import staff_of
from playbook.chain.knots import line_of
from playbook.editor.kinds import MANAGE
from playbook.folder.cards import Show, at_place, cards_of, columns_of, counts_of, narrowed
from playbook.folder.standard import changed_words, now_in_force
from playbook.folder.trust import trust_of
from playbook.links.panels import panels_of
from playbook.models import Edition, FrozenStandard, StandardPage
from playbook.own_links.knots import StandardKnot
from playbook.signatures.standings import standing_of
from playbook.translations.addresses import new_standard_url, texts_url

SEARCH_LENGTH = 80


@require_safe
def folder(request):
    require(request.user, "playbook.view_folder")
    today = timezone.localdate()
    edition = Edition.objects.in_force(today)
    if edition is None:
        return render(request, "playbook/folder.html", {"edition": None})
    staff = staff_of(request.user)
    cards = cards_of(edition, staff, today)
    show = request.GET.get("show", "")
    show = Show(show) if show in Show.values else Show.ALL
    words = request.GET.get("q", "")[:SEARCH_LENGTH]
    place = request.GET.get("at", "")[:SEARCH_LENGTH]
    found = at_place(narrowed(cards, show, words), place)
    context = {
        "edition": edition,
        "staff": staff,
        "words": words,
        "show": show,
        "place": place,
        "counts": counts_of(cards),
        "signed": sum(card.is_signed for card in cards),
        "narrowed": bool(words or show or place),
        "found": found,
        "columns": columns_of(found),
        "has_policy": edition.policy_steps.exists(),
        "new_standard_url": _new_standard_url(request),
    }
    return render(request, "playbook/folder.html", context)


def _new_standard_url(request):
    """For whoever writes the folder; it costs nobody a query."""
    return new_standard_url(back=request.get_full_path()) if request.user.has_perm(MANAGE) else ""


def _write_url(request, row):
    """Both languages of the standard, for whoever writes it; a standard of old editions has no page to write on."""
    if row.translation_key is None or not request.user.has_perm(MANAGE):
        return ""
    is_written = StandardPage.objects.filter(translation_key=row.translation_key).exists()
    return texts_url(row.translation_key, back=request.path) if is_written else ""


@require_safe
def standard(request, key):
    require(request.user, "playbook.view_folder")
    rows = FrozenStandard.objects.visible_to(request.user).select_related("edition")
    row = get_object_or_404(rows, key=key)
    staff, today = staff_of(request.user), timezone.localdate()
    is_in_force = row.edition.is_in_force_on(today)
    context = {
        "standard": row,
        "is_in_force": is_in_force,
        "current": None if is_in_force else now_in_force(row, today),
        "standing": standing_of(staff, row) if staff and is_in_force else None,
        "changed": changed_words(row) if is_in_force else "",
        "trust": trust_of([row.code], today)[row.code],
        "may_review": is_in_force and request.user.has_perm("playbook.view_flags", row),
        "may_flag": is_in_force and request.user.has_perm("playbook.flag_standard"),
        "chain": line_of(StandardKnot().place_of(row), request.user),
        "panels": panels_of(row, request.user),
        "today": today,
        "write_url": _write_url(request, row) if is_in_force else "",
    }
    return render(request, "playbook/standard.html", context)
