"""The board's columns. Figures come from `table.figures`, which the page fills for the rows it shows."""

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django_tables2.data import TableData

from home.board.figures import Figures
from kit.display import whole_bounds
from kit.spreadsheets import Percent
from kit.tables import PersonColumn, Table, TemplateCell, TextColumn
from people.models import StaffMember


class InOrder(TableData):
    """Rows in an order worked out already: `ids` one after the other, fetched a page at a time."""

    def __init__(self, rows, ids):
        super().__init__(ids)
        self.rows = rows

    def __len__(self):
        return len(self.data)

    def __iter__(self):
        return iter(self._fetched(self.data))

    def __getitem__(self, key):
        return self._fetched(self.data[key]) if isinstance(key, slice) else self._fetched([self.data[key]])[0]

    def _fetched(self, ids):
        found = self.rows.in_bulk(ids)
        return [found[pk] for pk in ids if pk in found]

    def order_by(self, aliases):
        """They are in order; the table only marks its column."""


class NameColumn(PersonColumn):
    """Name over job role, or on a phone over the one thing that waits; leads to the person's page."""

    def render(self, record, table):
        return render_to_string("home/cells/person.html", {"staff": record, "waits": table.of(record).waits})


class FigureColumn(TemplateCell):
    """One of `Figures`: the template sees `row`. The same figure is drawn once a page: most people have signed all."""

    def __init__(self, name, **kwargs):
        super().__init__(f"home/cells/{name}.html", **{"accessor": "pk", "exclude_from_export": False, **kwargs})
        self.figure = name
        self.drawn = {}

    def render(self, record, table, **kwargs):
        row = getattr(table.of(record), self.figure)
        if row not in self.drawn:
            self.drawn[row] = render_to_string(self.template_name, {"row": row})
        return self.drawn[row]

    def value(self, record, table):
        return table.of(record)


class CountColumn(FigureColumn):
    """`done` of `total`: two cells in an export."""

    def __init__(self, name, *, counts, **kwargs):
        super().__init__(name, **kwargs)
        self.counts = counts

    def export_heads(self, head):
        return [head, _("%(column)s, of") % {"column": head}]

    def export_cells(self, figures):
        return list(self.counts(figures))


class ScoreColumn(FigureColumn):
    def export_heads(self, head):
        rest = [_("From evaluations"), _("Interval from"), _("Interval to"), _("Evaluations needed")]
        return [head, *rest, _("Without missed critical criteria"), _("Critical criteria that were not met")]

    def export_cells(self, figures):
        score, reason = figures.score, figures.score.reason
        ends = (
            [_percent(100 * end) for end in whole_bounds(score.low, score.high)]
            if score.low is not None
            else [None] * 2
        )
        lowered = [_percent(reason.before), ", ".join(reason.codes)] if reason else [None, ""]
        return [_percent(score.score), score.n, *ends, score.needed, *lowered]


def _percent(points):
    return None if points is None else Percent(points)


class BoardTable(Table):
    """`figures`: {staff id: Figures}."""

    name = NameColumn(_("Name"))
    team = TextColumn(verbose_name=_("Team"), accessor="team__name", order_by=("team__code",))
    signed = CountColumn(
        "signed", verbose_name=_("Signed"), orderable=True, counts=lambda row: (row.signed.signed, row.signed.required)
    )
    training = CountColumn(
        "training",
        verbose_name=_("Training"),
        orderable=True,
        counts=lambda row: (row.training.done, row.training.assigned),
    )
    evaluated = CountColumn(
        "evaluated",
        verbose_name=_("Evaluated"),
        orderable=True,
        counts=lambda row: (row.evaluated.done, row.evaluated.wanted),
    )
    score = ScoreColumn("score", verbose_name=_("Score"), orderable=True)

    class Meta(Table.Meta):
        model = StaffMember
        fields = ("name", "team", "signed", "training", "evaluated", "score")

    phone = ("name", "score")
    phone_beside = True
    figures = {}

    def of(self, staff):
        return self.figures.get(staff.pk) or Figures()
