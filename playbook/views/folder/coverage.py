"""The coverage matrix: where the chain from a customer's words to an evaluation is broken, and the way to mend it."""

from functools import partial

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from kit.filters import Pills, RowFilter
from kit.lists import ListPage, Sheet
from kit.phrases import listed
from kit.spreadsheets import Percent
from kit.tables import DayColumn
from kit.text.folding import fold
from playbook.links.coverage import Gap, columns, coverage_lines, mendable_by
from playbook.models import Edition, Phase

NEWEST = DayColumn()


def _lacks(line, gap):
    return gap in line.gaps


def _is_in(line, phase):
    return line.standard.phase == phase


def _text(line):
    row = line.standard
    return fold(f"{row.code} {row.behaviour_fa} {row.behaviour_en} {row.touchpoint_name_fa} {row.touchpoint_name_en}")


class Coverage(ListPage):
    permission = "playbook.view_coverage"
    template_name = "playbook/coverage.html"
    row_filter = RowFilter(Pills("gap", Gap.choices, _lacks), Pills("phase", Phase.choices, _is_in), text=_text)
    exports = "xlsx csv"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.today = timezone.localdate()

    @cached_property
    def edition(self):
        return Edition.objects.in_force(self.today)

    def rows(self):
        return coverage_lines(self.edition, self.today) if self.edition else []

    def sheet(self, name, rows):
        return Sheet(_("Coverage"), _columns(), rows)

    def context(self):
        mendable, here = mendable_by(self.request.user), self.request.get_full_path()
        return {
            "edition": self.edition,
            "rows": [(line, line.shown(mendable, here)) for line in self.shown],
            "columns": columns().values(),
            "gaps": self.narrowed.counts("gap"),
            "whole": sum(not line.gaps for line in self.narrowed.every),
            "total": len(self.narrowed.every),
            "phases": Phase.choices,
            "words": self.narrowed.words,
            "today": self.today,
            **self.narrowed.chosen,
        }


def _columns():
    newest, newest_jalali = NEWEST.export_heads(_("Newest words"))
    return [
        (_("Code"), lambda line: line.standard.code),
        (_("Standard"), lambda line: line.standard.behaviour),
        (_("Critical"), lambda line: _("yes") if line.standard.is_critical else _("no")),
        *((str(label), partial(_count, name)) for name, label in columns().items()),
        (newest, lambda line: NEWEST.export_cells(line.cells["evidence"].newest)[0]),
        (newest_jalali, lambda line: NEWEST.export_cells(line.cells["evidence"].newest)[1]),
        (_("Mean score"), _mean),
        (_("What is missing"), lambda line: listed(gap.label for gap in line.gaps)),
    ]


def _count(name, line):
    return line.cells[name].count


def _mean(line):
    mean = line.cells["evaluations"].mean if "evaluations" in line.cells else None
    return None if mean is None else Percent(mean)
