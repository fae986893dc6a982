"""The coverage matrix: where the chain from a customer's words to an evaluation is broken, and the way to mend it."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kit.access import require
from kit.http.answers import CONTENT_TYPES, table_file
from kit.http.confirm import ask_again
from kit.lists import page_without_export
from kit.phrases import listed
from kit.spreadsheets import Percent
from kit.tables import DayColumn
from kit.text.folding import fold, holds, words_sought
from playbook.links.coverage import Gap, columns, coverage_lines, gap_counts, mendable_by
from playbook.models import Edition, Phase

PAGE_SIZE = 20
SEARCH_LENGTH = 80
NEWEST = DayColumn()


@require_safe
def coverage(request):
    require(request.user, "playbook.view_coverage")
    today = timezone.localdate()
    edition = Edition.objects.in_force(today)
    lines = coverage_lines(edition, today) if edition else []
    shown = _narrowed(lines, request.GET)
    kind = request.GET.get("_export")
    if kind in CONTENT_TYPES:
        ask_again(request, page=page_without_export(request))
        return _file(kind, shown)
    paginator = Paginator(shown, PAGE_SIZE)
    page, mendable = paginator.get_page(request.GET.get("page")), mendable_by(request.user)
    gap, phase = request.GET.get("gap", ""), request.GET.get("phase", "")
    counts = gap_counts(lines)
    context = {
        "edition": edition,
        "page": page,
        "rows": [(line, line.shown(mendable, request.get_full_path())) for line in page],
        "paginator": paginator,
        "columns": columns().values(),
        "gaps": [(choice, counts[choice]) for choice in Gap],
        "whole": sum(not line.gaps for line in lines),
        "total": len(lines),
        "gap": gap if gap in Gap.values else "",
        "phase": phase if phase in Phase.values else "",
        "phases": Phase.choices,
        "words": request.GET.get("q", "")[:SEARCH_LENGTH],
        "today": today,
    }
    return render(request, "playbook/coverage.html", context)


def _narrowed(lines, asked):
    gap, phase, words = asked.get("gap"), asked.get("phase"), words_sought(asked.get("q", "")[:SEARCH_LENGTH])
    if gap in Gap.values:
        lines = [line for line in lines if gap in line.gaps]
    if phase in Phase.values:
        lines = [line for line in lines if line.standard.phase == phase]
    if words:
        lines = [line for line in lines if holds(_text(line.standard), words)]
    return lines


def _text(row):
    return fold(f"{row.code} {row.behaviour_fa} {row.behaviour_en} {row.touchpoint_name_fa} {row.touchpoint_name_en}")


def _file(kind, lines):
    header = [_("Code"), _("Standard"), _("Critical"), *map(str, columns().values()),
              *NEWEST.export_heads(_("Newest words")), _("Mean score"), _("What is missing")]  # fmt: skip
    return table_file(kind, _("Coverage"), header, map(_cells, lines))


def _cells(line):
    cells = line.cells
    mean = cells["evaluations"].mean if "evaluations" in cells else None
    return [
        line.standard.code,
        line.standard.behaviour,
        _("yes") if line.standard.is_critical else _("no"),
        *(cell.count for cell in cells.values()),
        *NEWEST.export_cells(cells["evidence"].newest),
        None if mean is None else Percent(mean),
        listed(gap.label for gap in line.gaps),
    ]
