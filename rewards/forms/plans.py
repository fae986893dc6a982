"""What people type about rewards. Every form names its fields."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from evaluations.models import Cycle
from kit.display import money_amount, number
from kit.forms import DayField, MoneyField, NumberField, PercentField
from people.company.languages import Written
from people.models import JobRole, Team, User
from people.roles import ADMINISTRATOR, HR
from rewards.forms.fields import BandsField, FactorField
from rewards.formula.curve import WHOLE, CurveError
from rewards.formula.terms import Terms
from rewards.models import Unit

AMOUNTS = ("base", "cap", "budget", "step")


def amount_field(**options):
    """Text until the form knows whether it is money or points."""
    widget = forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr", "class": "num"})
    return forms.CharField(max_length=24, widget=widget, **options)


class PlanForm(Written, forms.Form):
    """`cleaned_data` goes into draft_plan or change_plan. `last_on` is the last day, the plan keeps the day after."""

    title_fa = forms.CharField(
        label=_("title in Persian"), max_length=120, widget=forms.TextInput(attrs={"dir": "rtl"})
    )
    title_en = forms.CharField(
        label=_("title in English"), max_length=120, required=False, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    cycle = forms.ModelChoiceField(
        label=_("evaluation cycle"),
        queryset=Cycle.objects.none(),
        to_field_name="key",
        help_text=_("The score of this cycle decides."),
    )
    starts_on = DayField(label=_("first day"), widget=forms.DateInput)
    last_on = DayField(label=_("last day"), widget=forms.DateInput)
    roles = forms.ModelMultipleChoiceField(
        label=_("job roles"),
        queryset=JobRole.objects.all(),
        to_field_name="key",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: every role."),
    )
    teams = forms.ModelMultipleChoiceField(
        label=_("teams"),
        queryset=Team.objects.select_related("branch"),
        to_field_name="key",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: every team."),
    )
    purpose = forms.CharField(
        label=_("purpose"),
        max_length=60,
        required=False,
        help_text=_("Plans of one purpose never pay a day twice. Empty is a purpose too: the usual one."),
    )
    unit = forms.ChoiceField(label=_("given in"), choices=Unit, initial=Unit.MONEY)
    base = amount_field(label=_("base reward"), help_text=_("What a person gets exactly at the target."))
    cap = amount_field(label=_("most for one person"), required=False)
    budget = amount_field(
        label=_("budget"), required=False, help_text=_("When the rewards pass it, all shrink by the same factor.")
    )
    step = amount_field(label=_("round down to"), help_text=_("Every amount is a multiple of this."))
    threshold = PercentField(label=_("threshold"), initial=7000, help_text=_("Below this score there is nothing."))
    target = PercentField(label=_("target"), initial=8500, help_text=_("At this score the factor is 1."))
    maximum = PercentField(label=_("maximum"), initial=9500, help_text=_("Above this score nothing is added."))
    p_min = FactorField(label=_("factor at the threshold"), initial=5000)
    m_max = FactorField(label=_("factor at the maximum"), initial=15000)
    bands = BandsField(
        label=_("bands instead of the curve"),
        required=False,
        help_text=_("One a line, from score: factor. Empty: the curve."),
    )
    gate_no_fail = forms.BooleanField(
        label=_("No evaluation ended in FAIL"),
        required=False,
        initial=True,
        help_text=_("Criticals that cost a section alone do not count here."),
    )
    gate_criticals = forms.BooleanField(
        label=_("No critical criterion was missed"),
        required=False,
        initial=True,
        help_text=_("Each one counts, whether it cost a section or everything."),
    )
    gate_training = forms.BooleanField(label=_("Training is valid"), required=False, initial=True)
    gate_signed = forms.BooleanField(label=_("The folder is read and signed"), required=False, initial=True)
    least_evaluations = NumberField(label=_("evaluations needed"), min_value=0, max_value=100, initial=2)
    prorates = forms.BooleanField(label=_("In proportion to days and contract share"), required=False, initial=True)
    approver = forms.ModelChoiceField(
        label=_("approver"),
        queryset=User.objects.none(),
        to_field_name="key",
        required=False,
        empty_label=_("Anyone in HR or an administrator, but not who computed"),
    )

    def __init__(self, *args, user, **options):
        super().__init__(*args, **options)
        self.fields["cycle"].queryset = Cycle.objects.visible_to(user)
        able = User.objects.filter(is_active=True, groups__name__in=[HR, ADMINISTRATOR]).distinct()
        self.fields["approver"].queryset = able

    @classmethod
    def of_plan(cls, plan, user):
        """The form as the plan stands now."""
        same = [name for name in cls.base_fields if hasattr(plan, name) and name not in AMOUNTS]
        initial = {name: getattr(plan, name) for name in same}
        shown = money_amount if plan.unit == Unit.MONEY else number
        amounts = {name: shown(getattr(plan, name)) for name in AMOUNTS if getattr(plan, name) is not None}
        amounts["least_evaluations"] = number(plan.least_evaluations)
        keys = {"cycle": plan.cycle.key, "approver": plan.approver.key if plan.approver else None}
        chosen = {"roles": [r.key for r in plan.roles.all()], "teams": [t.key for t in plan.teams.all()]}
        last_on = plan.ends_on - timedelta(days=1)
        return cls(user=user, initial={**initial, **amounts, **keys, **chosen, "last_on": last_on})

    def clean(self):
        cleaned = super().clean()
        self._clean_amounts(cleaned)
        first, last = cleaned.get("starts_on"), cleaned.pop("last_on", None)
        if first and last:
            cleaned["ends_on"] = last + timedelta(days=1)
            if last < first:
                self.add_error("last_on", _("The last day lies before the first."))
        self._clean_shape(cleaned)
        return cleaned

    def _clean_amounts(self, cleaned):
        field = MoneyField(required=False) if cleaned.get("unit") == Unit.MONEY else NumberField(required=False)
        for name in AMOUNTS:
            if name not in cleaned:
                continue
            try:
                cleaned[name] = field.clean(cleaned[name])
            except ValidationError as problem:
                self.add_error(name, problem)
                continue
            if cleaned[name] is not None and cleaned[name] < (0 if name == "budget" else 1):
                self.add_error(name, _("This is too little."))

    def _clean_shape(self, cleaned):
        names = ("threshold", "target", "maximum", "p_min", "m_max")
        if any(cleaned.get(name) is None for name in names) or "bands" not in cleaned:
            return
        if cleaned["m_max"] < WHOLE or cleaned["p_min"] > WHOLE:
            self.add_error("m_max", _("The factor rises: at most 1 at the threshold, at least 1 at the maximum."))
            return
        bands = tuple(tuple(band) for band in cleaned["bands"])
        numbers = {name: cleaned[name] for name in names}
        try:
            Terms(unit="", base=1, period_days=1, step=1, bands=bands, **numbers).shape.milestones()
        except CurveError:
            said = _("Bands must rise, in score and in factor.")
            self.add_error(
                "bands" if bands else "target", said if bands else _("Threshold, target, maximum must rise.")
            )
