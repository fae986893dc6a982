from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_tables2 import Column

from kit import display, tables
from kit.phrases import listed
from kit.reader import current_reader
from kit.spreadsheets import Money
from rewards.formula.terms import MONEY
from rewards.models import LedgerLine, Plan, Run, RunRow
from rewards.statements import labels

RUN_KINDS = {"sent": "warn", "approved": "accent", "frozen": "good", "paid": "good"}
RUN_ICONS = {"sent": "user-check", "approved": "check", "frozen": "lock", "paid": "wallet"}


class AmountColumn(tables.NumberColumn):
    """An amount with its own unit, for lists in which money and points meet. `unit_of(record)` says which."""

    def __init__(self, *args, unit_of, **kwargs):
        super().__init__(*args, **kwargs)
        self.unit_of = unit_of

    def render(self, value, record):
        return labels.amount(value, self.unit_of(record))

    def value(self, value, record):
        reader = current_reader()
        return Money(value, reader.currency, reader.shows_toman) if self.unit_of(record) == MONEY else value

    def export_heads(self, head):
        return [head, gettext("%(head)s, unit") % {"head": head}]

    def export_cells(self, value):
        unit = display.currency_name() if isinstance(value, Money) else gettext("points")
        return [value, None if value is None else unit]


class FactorColumn(tables.NumberColumn):
    """Basis points as a factor: 12500 -> 1.25."""

    def render(self, value):
        return display.decimals(value, 10000, 2)

    def value(self, value):
        return display.decimals(value, 10000, 4)


class PlanTable(tables.Table):
    title = tables.LinkColumn(_("Plan"), accessor="title", order_by=("title_fa",))
    version = tables.NumberColumn(_("Version"))
    starts_on = tables.DayColumn(_("First day"))
    base = AmountColumn(_("Base"), unit_of=lambda plan: plan.unit)
    budget = AmountColumn(_("Budget"), unit_of=lambda plan: plan.unit)
    state = tables.StateColumn(_("State"), kinds={"published": "good"}, icons={"draft": "pencil", "retired": "history"})

    class Meta(tables.Table.Meta):
        model = Plan
        fields = ("title", "version", "starts_on", "base", "budget", "state")

    phone = ("title", "base", "state")


class RunTable(tables.Table):
    title = tables.LinkColumn(_("Run"), accessor="title", order_by=("plan__title_fa", "correction"))
    started_at = tables.DayColumn(_("Started"))
    people_count = tables.NumberColumn(_("People"))
    total = AmountColumn(_("To pay"), unit_of=lambda run: run.plan.unit)
    state = tables.StateColumn(_("State"), kinds=RUN_KINDS, icons=RUN_ICONS)

    class Meta(tables.Table.Meta):
        model = Run
        fields = ("title", "started_at", "people_count", "total", "state")

    phone = ("title", "people_count", "total", "state")


class _RowTable(tables.Table):
    staff = tables.PersonColumn(_("Name"), path="staff")
    team = tables.TextColumn(_("Team"), accessor="staff__team__name", order_by=("staff__team__name_fa",))
    score = tables.PercentColumn(_("Score"))
    evaluations = tables.NumberColumn(_("Evaluations"))
    multiplier = FactorColumn(_("Factor"))
    standing = Column(_("Standing"), accessor="is_gated", orderable=False)

    def render_staff(self, record, bound_column):
        from django.utils.html import format_html

        inner = bound_column.column.render(record)
        return format_html('<a href="{}">{}</a>', record.get_absolute_url(), inner)

    def render_standing(self, record):
        if record.is_held:
            return tables.chip(_("Held"), kind="warn", icon="lock")
        if record.is_gated:
            return tables.chip(_("Conditions not met"), kind="", icon="alert-circle")
        return display.MISSING

    def value_standing(self, record):
        parts = [_("Held")] if record.is_held else []
        return listed([*parts, *labels.reasons(record.computation.gates)])


class MoneyRowTable(_RowTable):
    before_budget = tables.MoneyColumn(_("Before budget"))
    difference = tables.MoneyColumn(_("To pay"))

    class Meta(tables.Table.Meta):
        model = RunRow
        fields = ("staff", "team", "score", "evaluations", "multiplier", "before_budget", "difference", "standing")
        sequence = fields

    phone = ("staff", "difference", "standing")


class PointsRowTable(_RowTable):
    before_budget = tables.NumberColumn(_("Before budget"))
    difference = tables.NumberColumn(_("Points"))

    class Meta(tables.Table.Meta):
        model = RunRow
        fields = ("staff", "team", "score", "evaluations", "multiplier", "before_budget", "difference", "standing")
        sequence = fields

    phone = ("staff", "difference", "standing")


class ChainRewardTable(tables.Table):
    """Rewards of several runs: what each person had, and of which run."""

    staff = tables.PersonColumn(_("Name"), path="staff", linkify=lambda record: record.get_absolute_url())
    run = tables.TextColumn(_("Reward"), accessor="run__title", orderable=False)
    score = tables.PercentColumn(_("Score"))
    evaluations = tables.NumberColumn(_("Evaluations"))
    difference = AmountColumn(_("Amount"), unit_of=lambda row: row.run.plan.unit)

    class Meta(tables.Table.Meta):
        model = RunRow
        fields = ("staff", "run", "score", "evaluations", "difference")

    phone = ("staff", "run", "difference")


class LedgerTable(tables.Table):
    at = tables.DayColumn(_("Day"))
    run = tables.TextColumn(
        _("Reward"),
        accessor="run__title",
        orderable=False,
        linkify=lambda record: record.row_key and reverse("rewards:row", args=[record.row_key]),
    )
    kind = tables.StateColumn(
        _("Kind"),
        kinds={"earned": "good", "corrected": "accent", "paid": ""},
        icons={"earned": "gift", "corrected": "git-compare", "paid": "wallet"},
    )
    amount = AmountColumn(_("Amount"), unit_of=lambda line: line.unit)

    class Meta(tables.Table.Meta):
        model = LedgerLine
        fields = ("at", "run", "kind", "amount")

    phone = ("run", "at", "kind", "amount")
