"""Both languages side by side, and what is not translated or fell behind."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from kit.access import require
from playbook.models import StandardPage
from playbook.standards_report import Translated, source_pages, translation_states

TEXTS = ("behaviour", "why", "good", "bad")


@require_safe
def languages(request):
    require(request.user, "playbook.manage_editions")
    pages = list(source_pages())
    states = translation_states(pages)
    show = request.GET.get("show", "")
    shown = [page for page in pages if not show or states[page.pk] == show]
    twins = _twins(shown)
    context = {
        "rows": [_row(page, twins.get(page.translation_key, {}), states[page.pk]) for page in shown],
        "show": show if show in Translated.values else "",
        "pills": [(state, sum(each == state for each in states.values())) for state in Translated],
        "count": len(pages),
    }
    return render(request, "playbook/languages.html", context)


def _twins(pages):
    rows = StandardPage.objects.filter(translation_key__in=[page.translation_key for page in pages])
    found = {}
    for page in rows.select_related("locale"):
        found.setdefault(page.translation_key, {})[page.locale.language_code] = page
    return found


def _row(page, pair, state):
    """Each text once in both languages, empty ones left out; `pages` to edit."""
    labels = {name: page._meta.get_field(name).verbose_name for name in TEXTS}
    texts = [(labels[name], *(getattr(pair.get(language), name, "") for language in ("fa", "en"))) for name in TEXTS]
    return {
        "page": page,
        "persian": pair.get("fa"),
        "english": pair.get("en"),
        "state": state,
        "texts": [text for text in texts if text[1] or text[2]],
    }
