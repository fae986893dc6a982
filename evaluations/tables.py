"""Columns of the lists of evaluations."""

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django_tables2 import A, Column

from evaluations.models import Criterion, Dispute, Evaluation
from evaluations.results.reasons import reason_of
from kit.spreadsheets import Percent
from kit.tables import (
    CodeColumn,
    DayColumn,
    LinkColumn,
    NumberColumn,
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


class ScoreColumn(PercentColumn):
    """The score, and where missed critical criteria lowered it, why. An export has both figures and their codes."""

    def render(self, value, record):
        reason = reason_of(record)
        said = format_html('<br><span class="hv-xs hv-2">{}</span>', reason.words) if reason else ""
        return format_html("{}{}", super().render(value), said)

    def value(self, value, record):
        return value, reason_of(record)

    def export_heads(self, head):
        return [head, _("Without missed critical criteria"), _("Critical criteria that were not met")]

    def export_cells(self, value):
        score, reason = value if value else (None, None)
        if score is None:
            return [None, None, ""]
        before = Percent(reason.before) if reason and reason.is_loss else None
        return [Percent(score), before, ", ".join(reason.codes) if reason else ""]


class SubjectColumn(PersonColumn):
    """Whom or what evaluations are about: imported ones may be about a place, which is said."""

    def render(self, record):
        said = _("Place") if self.person(record).is_place else ""
        below = format_html('<span class="hv-xs hv-2">{}</span>', said) if said else ""
        return format_html("{}{}", super().render(record), below)


class EvaluationTable(Table):
    pick = PickColumn(_("Choose"))
    subject = SubjectColumn(_("About"), path="subject", linkify=lambda record: record.get_absolute_url())
    team = TextColumn(_("Team"), accessor="team__name", order_by="team__name_fa")
    cycle = TextColumn(_("Cycle"), accessor="cycle__title", order_by="cycle__starts_on")
    evaluator = PersonColumn(_("Evaluator"), path="evaluator", circle=False)
    observed_on = DayColumn(_("Date"))
    score = ScoreColumn(_("Score"))
    state = StateColumn(_("State"), kinds=STATES, icons=STATE_ICONS)
    number = CodeColumn(_("Number"))

    class Meta(Table.Meta):
        model = Evaluation
        fields = ("pick", "subject", "team", "cycle", "evaluator", "observed_on", "score", "state", "number")

    phone = ("subject", "pick", "observed_on", "score", "state")


class ChainEvaluationTable(EvaluationTable):
    """Those that a place of the chain leads to."""

    class Meta(EvaluationTable.Meta):
        exclude = ("pick",)


class ChainCriterionTable(Table):
    code = CodeColumn(_("Standard"), accessor="standard__code", linkify=lambda record: record.get_absolute_url())
    text = TextColumn(_("Criterion"), order_by="text_fa")
    scorecard = TextColumn(
        _("Scorecard"), accessor="section__scorecard__title", order_by="section__scorecard__title_fa"
    )
    version = NumberColumn(_("Version"), accessor="section__scorecard__version")
    edition = TextColumn(_("Edition"), accessor="standard__edition__name", order_by=("standard__edition__number",))

    class Meta(Table.Meta):
        model = Criterion
        fields = ("code", "text", "scorecard", "version", "edition")

    phone = ("code", "text", "scorecard")


class SummaryTable(Table):
    """People with a summary in `cycle`."""

    person = SubjectColumn(_("About"), path="")
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
