"""Every page in both languages: what is not translated or fell behind, and the screen on which it is written."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from kit.access import require
from playbook.pairs import Pair, Translated, missing_texts, stale_texts, state_of, written_pairs
from playbook.texts.kinds import kind_of
from playbook.texts.ways import texts_url

PAGE_SIZE = 50


@dataclass
class PairRow:
    """`behind` and `missing` count texts; `url` is empty where the reader may not write that kind of page."""

    pair: Pair
    state: Translated
    behind: int
    missing: int
    url: str

    @property
    def page(self):
        return self.pair.source

    @property
    def kind(self):
        return capfirst(str(self.page._meta.verbose_name))

    @property
    def persian(self):
        return self.pair.pages.get("fa")

    @property
    def english(self):
        return self.pair.pages.get("en")

    @property
    def code(self):
        """A standard's; a touchpoint's short name says nothing that its name does not."""
        return getattr(self.page, "code", "") if hasattr(self.page, "behaviour") else ""


@require_safe
def languages(request):
    require(request.user, "playbook.manage_editions")
    rows = [_row(pair, request.user, request.get_full_path()) for pair in written_pairs()]
    asked = request.GET.get("show", "")
    show = asked if asked in Translated.values else ""
    paginator = Paginator([row for row in rows if not show or row.state == show], PAGE_SIZE)
    context = {
        "page": paginator.get_page(request.GET.get("page")),
        "paginator": paginator,
        "show": show,
        "pills": [(state, sum(row.state == state for row in rows)) for state in Translated],
        "count": len(rows),
    }
    return render(request, "playbook/languages.html", context)


def _row(pair, user, here):
    kind = kind_of(type(pair.source))
    url = texts_url(pair.translation_key, back=here) if kind and user.has_perm(kind.permission) else ""
    return PairRow(pair, state_of(pair), len(stale_texts(pair)), len(missing_texts(pair)), url)
