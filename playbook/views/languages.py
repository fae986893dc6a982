"""Both languages side by side, of everything that authors write: what is not translated, and what fell behind."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from kit.access import require
from playbook.mending import mend_text
from playbook.models import FolderPage, StandardPage
from playbook.pairs import kinds, pairs_of
from playbook.text_findings import Lack, label_of, live_pairs, name_of, text_findings

TEXTS = ("behaviour", "why", "good", "bad")
COMPLETE = "complete"
# A text of a course or a policy may be a page long: here it is only found again.
SHOWN = 400


@require_safe
def languages(request):
    require(request.user, "playbook.manage_editions")
    back, show = request.get_full_path(), request.GET.get("show", "")
    pairs = _pairs()
    found = {}
    for finding in text_findings(pairs):
        found.setdefault(finding.key, []).append(finding)
    rows = [_row(pair, found.pop(str(pair.translation_key), []), back) for pair in pairs]
    # The folder itself is there before anybody wrote anything.
    rows = [row for row in rows if row["lacks"] or not isinstance(row["page"], FolderPage)]
    rows += [_without_page(findings, back) for findings in found.values()]
    show = show if show in (COMPLETE, *Lack.values) else ""
    context = {
        "rows": [row for row in rows if not show or show in row["lacks"] or (show == COMPLETE and not row["lacks"])],
        "show": show,
        "complete": sum(not row["lacks"] for row in rows),
        "pills": [(lack, count) for lack in Lack if (count := sum(lack in row["lacks"] for row in rows))],
        "count": len(rows),
    }
    return render(request, "playbook/languages.html", context)


def _pairs():
    """Everything that is live, and standards that are still drafts; standards first."""
    pairs = live_pairs()
    known = {pair.translation_key for pair in pairs}
    drafts = StandardPage.objects.exclude(translation_key__in=known).order_by("path")
    order = {model: place for place, model in enumerate([StandardPage, *kinds()])}
    return sorted([*pairs, *pairs_of(drafts)], key=lambda pair: order[type(next(iter(pair.pages.values())))])


def _row(pair, findings, back):
    """Each text once in both languages, empty ones left out; of pages that are no standards those that lack something."""
    page = pair.source
    lacking = {name for finding in findings for name in finding.names}
    names = TEXTS if isinstance(page, StandardPage) else [name for name in pair.names if name in lacking]
    texts = [(label_of(page, name), *(words[:SHOWN] for words in pair.words(name)), name in lacking) for name in names]
    return {
        "page": page,
        "code": getattr(page, "code", "") if isinstance(page, StandardPage) else "",
        "name": name_of(page),
        "kind": page._meta.verbose_name,
        "lacks": {finding.lack for finding in findings},
        "findings": [(finding, finding.url(back)) for finding in findings],
        "texts": [text for text in texts if text[1] or text[2]],
        "url": mend_text(page, back=back),
    }


def _without_page(findings, back):
    """A question: its words stand in its own form."""
    first = findings[0]
    about = {"page": None, "code": "", "name": first.name, "kind": first.kind, "texts": [], "url": first.url(back)}
    shown = [(finding, finding.url(back)) for finding in findings]
    return {**about, "lacks": {finding.lack for finding in findings}, "findings": shown}
