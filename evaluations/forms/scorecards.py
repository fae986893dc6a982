"""The forms of a scorecard: a new one, of which most is proposed, and a draft with all of its weights."""

from itertools import count

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from evaluations.models import Critical, Scale, Scorecard, SectionKind
from evaluations.records.assessment import criteria_of
from kit.display import number
from kit.forms import NumberField
from people.company.languages import Written
from people.models import JobRole
from playbook.models import Edition


class ScaleField(forms.ModelChoiceField):
    def __init__(self, **options):
        super().__init__(Scale.objects.none(), to_field_name="key", empty_label=None, **options)

    def label_from_instance(self, scale):
        first, *between, last = [outcome.label for outcome in scale.outcomes.all()]
        words = _("%(scale)s: %(count)s steps, from “%(first)s” to “%(last)s”")
        steps = number(len(between) + 2)
        return words % {"scale": scale.name, "count": steps, "first": first, "last": last}


class NewScorecardForm(Written, forms.Form):
    """What is left empty is proposed: the title from the role, the code from the role or the title."""

    role = forms.ModelChoiceField(
        JobRole.objects.all(), label=_("Job role"), to_field_name="key", required=False, empty_label=_("Everyone")
    )
    edition = forms.ModelChoiceField(Edition.objects.none(), label=_("Edition"), to_field_name="key", empty_label=None)
    scale = ScaleField(label=_("Scale"))
    title_fa = forms.CharField(
        label=_("Title in Persian"), max_length=120, required=False, help_text=_("Empty: the name of the role.")
    )
    title_en = forms.CharField(label=_("Title in English"), max_length=120, required=False)
    code = forms.SlugField(
        label=_("Code"),
        max_length=40,
        required=False,
        help_text=_("Latin letters, digits and hyphens; it stays over all versions. Empty: one is proposed."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["edition"].queryset = Edition.objects.folder().frozen()
        self.fields["scale"].queryset = Scale.objects.current().prefetch_related("outcomes")

    def clean_code(self):
        code = self.cleaned_data["code"]
        if code and Scorecard.objects.filter(code=code).exists():
            raise ValidationError(_("There is a scorecard of this code. Make a new version of it."))
        return code

    def clean(self):
        given = super().clean()
        if not self.errors:
            given["title_fa"], given["title_en"] = proposed_titles(given)
            given["code"] = given["code"] or proposed_code(given["role"], given["title_en"])
        return given


def proposed_titles(given):
    """What was written; where nothing was, the role's name in both languages."""
    written = given["title_fa"] or given["title_en"], given["title_en"]
    if any(written):
        return written
    role = given["role"]
    return (role.name_fa or role.name_en, role.name_en) if role else ("همهٔ همکاران", "Everyone")


def proposed_code(role, title_en):
    """A free code: the role's, or the English title's."""
    base = slugify(role.code if role else title_en)[:34] or "scorecard"
    taken = set(Scorecard.objects.filter(code__startswith=base).values_list("code", flat=True))
    return next(code for n in count(1) for code in [base if n == 1 else f"{base}-{n}"] if code not in taken)


class ScorecardForm(Written, forms.Form):
    """Titles, settings and every weight of a draft."""

    title_fa = forms.CharField(label=_("Title in Persian"), max_length=120)
    title_en = forms.CharField(label=_("Title in English"), max_length=120, required=False)
    na_counts_as_pass = forms.BooleanField(label=_("What did not arise counts as fulfilled"), required=False)
    fail_zeroes_score = forms.BooleanField(label=_("A failed evaluation scores 0"), required=False)

    def __init__(self, scorecard, *args, **kwargs):
        names = ("title_fa", "title_en", "na_counts_as_pass", "fail_zeroes_score")
        self.scorecard = scorecard
        kwargs["initial"] = {name: getattr(scorecard, name) for name in names}
        super().__init__(*args, **kwargs)
        for section in scorecard.sections.all():
            self._add_section(section)
            for criterion in section.criteria.all():
                self._add_criterion(criterion)

    def _add_section(self, section):
        self.fields[f"sw-{section.key}"] = NumberField(
            label=_("Weight of the section"), min_value=1, max_value=10000, initial=section.weight
        )
        self.fields[f"sk-{section.key}"] = forms.ChoiceField(
            label=_("Kind"), choices=SectionKind.choices, initial=section.kind
        )

    def _add_criterion(self, row):
        self.fields[f"w-{row.key}"] = NumberField(label=_("Weight"), min_value=1, max_value=10000, initial=row.weight)
        self.fields[f"k-{row.key}"] = forms.ChoiceField(
            label=_("Critical"), choices=Critical.choices, initial=row.critical
        )
        self.fields[f"n-{row.key}"] = forms.BooleanField(
            label=_("May not arise"), required=False, initial=row.allows_na
        )

    def lines(self):
        """(section, its fields, [(criterion, its fields)]) for the page."""
        return [
            (section, self._fields(section, "sk", "sw"), [(row, self._fields(row, "w", "k", "n")) for row in criteria])
            for section in self.scorecard.sections.all()
            for criteria in [section.criteria.all()]
        ]

    def _fields(self, row, *names):
        return [self[f"{name}-{row.key}"] for name in names]

    def changes(self):
        """Arguments for `edit_scorecard`."""
        given = self.cleaned_data
        sections = self.scorecard.sections.all()
        criteria = criteria_of(self.scorecard)
        return {
            "title_fa": given["title_fa"],
            "title_en": given["title_en"],
            "na_counts_as_pass": given["na_counts_as_pass"],
            "fail_zeroes_score": given["fail_zeroes_score"],
            "sections": {s.key: {"weight": given[f"sw-{s.key}"], "kind": given[f"sk-{s.key}"]} for s in sections},
            "criteria": {
                c.key: {
                    "weight": given[f"w-{c.key}"],
                    "critical": given[f"k-{c.key}"],
                    "allows_na": given[f"n-{c.key}"],
                }
                for c in criteria
            },
        }
