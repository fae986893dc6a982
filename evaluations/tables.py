"""Columns of the lists of evaluations."""

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django_tables2 import A, Column

from evaluations.models import Dispute, Evaluation
from kit.tables import (
    CodeColumn,
    DayColumn,
    LinkColumn,
    PercentColumn,
    PersonColumn,
    StateColumn,
    Table,
    TemplateCell,
    TextColumn,
)
from people.models import StaffMember

PICK = (
    '<label class="hv-pick"><input class="form-check-input" type="checkbox" form="bulk" name="chosen"'
    ' value="{}" aria-label="{}"></label>'
)
STATES = {
    "draft": "",
    "submitted": "accent",
    "released": "warn",
    "seen": "warn",
    "acknowledged": "good",
    "disputed": "warn",
    "final": "good",
    "void": "bad",
}
STATE_ICONS = {
    "draft": "pencil",
    "submitted": "lock",
    "released": "send",
    "seen": "eye",
    "acknowledged": "check",
    "disputed": "scale",
    "final": "lock",
    "void": "x",
}


class PickColumn(Column):
    """A tick for the export of what is ticked; it belongs to the form of `_bulk.html`."""

    attrs = {"td": {"class": "hv-pickcell"}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, orderable=False, exclude_from_export=True, empty_values=(), **kwargs)

    def render(self, record):
        if not record.is_released or record.is_void:
            return ""
        label = _("Choose %(number)s") % {"number": record.number}
        return format_html(PICK, record.key, label)


class EvaluationTable(Table):
    pick = PickColumn(_("Choose"))
    subject = PersonColumn(_("Person"), path="subject", linkify=lambda record: record.get_absolute_url())
    team = TextColumn(_("Team"), accessor="team__name", order_by="team__name_fa")
    cycle = TextColumn(_("Cycle"), accessor="cycle__title", order_by="cycle__starts_on")
    evaluator = PersonColumn(_("Evaluator"), path="evaluator", circle=False)
    observed_on = DayColumn(_("Date"))
    score = PercentColumn(_("Score"))
    state = StateColumn(_("State"), kinds=STATES, icons=STATE_ICONS)
    number = CodeColumn(_("Number"))

    class Meta(Table.Meta):
        model = Evaluation
        fields = ("pick", "subject", "team", "cycle", "evaluator", "observed_on", "score", "state", "number")

    phone = ("subject", "pick", "observed_on", "score", "state")


class SummaryTable(Table):
    """People with a summary in `cycle`."""

    person = PersonColumn(_("Person"))
    team = TextColumn(_("Team"), accessor="team__name", order_by="team__name_fa")
    documents = TemplateCell("evaluations/_summary_links.html", verbose_name=_("Evaluation summary"))

    class Meta(Table.Meta):
        model = StaffMember
        fields = ("person", "team", "documents")


class DisputeTable(Table):
    number = LinkColumn(
        _("Evaluation"), accessor="evaluation__number", linkify=("evaluations:dispute_detail", {"key": A("key")})
    )
    subject = PersonColumn(_("Person"), path="evaluation__subject")
    evaluator = PersonColumn(_("Evaluator"), path="evaluation__evaluator")
    opened_at = DayColumn(_("Written on"))
    state = StateColumn(
        _("State"), kinds={"open": "warn", "accepted": "good", "rejected": "", "withdrawn": ""}, icons={"open": "scale"}
    )

    class Meta(Table.Meta):
        model = Dispute
        fields = ("number", "subject", "evaluator", "opened_at", "state")

    phone = ("number", "subject", "state")
