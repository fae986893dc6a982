"""The coverage matrix: where the chain from a customer's words to an evaluation is broken, and the way to mend it."""

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from kit.http.answers import table_file
from kit.lists import CardPage
from kit.phrases import listed
from kit.spreadsheets import Percent
from kit.tables import DayColumn
from kit.text.folding import fold, holds, words_sought
from playbook.links.coverage import Gap, columns, coverage_lines, gap_counts, mendable_by
from playbook.models import Edition, Phase

SEARCH_LENGTH = 80
NEWEST = DayColumn()


class Coverage(CardPage):
    permission = "playbook.view_coverage"
    template_name = "playbook/coverage.html"
    files = ("xlsx", "csv")

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.today = timezone.localdate()

    @cached_property
    def edition(self):
        return Edition.objects.in_force(self.today)

    @cached_property
    def lines(self):
        return coverage_lines(self.edition, self.today) if self.edition else []

    def rows(self):
        return _narrowed(self.lines, self.request.GET)

    def file(self, kind):
        return _file(kind, self.rows())

    def context(self, page):
        asked, counts, mendable = self.request.GET, gap_counts(self.lines), mendable_by(self.request.user)
        gap, phase = asked.get("gap", ""), asked.get("phase", "")
        here = self.request.get_full_path()
        return {
            "edition": self.edition,
            "rows": [(line, line.shown(mendable, here)) for line in page],
            "columns": columns().values(),
            "gaps": [(choice, counts[choice]) for choice in Gap],
            "whole": sum(not line.gaps for line in self.lines),
            "total": len(self.lines),
            "gap": gap if gap in Gap.values else "",
            "phase": phase if phase in Phase.values else "",
            "phases": Phase.choices,
            "words": asked.get("q", "")[:SEARCH_LENGTH],
            "today": self.today,
        }


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
