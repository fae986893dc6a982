"""What an author types on the workbench."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kit.forms import AsksAboutLow, NumberField, PercentField
from kit.text.bilingual import LANGUAGES
from kit.text.directions import DIRECTIONS
from people.company.languages import Written, written_languages
from training.models import Course

LONGEST_MINUTES = 600


def by_language(cleaned, name):
    """{language: text} of a pair of fields, without what is empty."""
    return {language: cleaned[f"{name}_{language}"] for language in LANGUAGES if cleaned.get(f"{name}_{language}")}


def _pair(fa, en, **options):
    """Two fields, each written in its own direction."""
    fields = zip(DIRECTIONS.values(), (fa, en), strict=True)
    widget = options.pop("widget", forms.TextInput)
    rows = {"rows": 2} if issubclass(widget, forms.Textarea) else {}
    return [
        forms.CharField(label=label, widget=widget(attrs={"dir": direction, **rows}), **options)
        for direction, label in fields
    ]


class InBoth(Written):
    """Titles are asked for in every language of `languages` (all that the company writes), so that there is a page in
    each to write on."""

    def __init__(self, *args, languages=None, **options):
        super().__init__(*args, **options)
        for language in languages or written_languages():
            if f"title_{language}" in self.fields:
                self.fields[f"title_{language}"].required = True


class CourseForm(InBoth, forms.Form):
    """A new course; a lesson without a title of its own is called like the course."""

    title_fa, title_en = _pair(_("Title in Persian"), _("Title in English"), max_length=255)
    summary_fa, summary_en = _pair(
        _("Summary in Persian"), _("Summary in English"), max_length=400, required=False, widget=forms.Textarea
    )
    lesson_fa, lesson_en = _pair(
        _("First lesson, in Persian"), _("First lesson, in English"), max_length=255, required=False
    )


class LessonForm(InBoth, forms.Form):
    """The titles of a lesson; its words are written in their own room."""

    title_fa, title_en = _pair(_("Title in Persian"), _("Title in English"), max_length=255)


class LessonDetailsForm(LessonForm):
    minutes = NumberField(label=_("minutes to read"), min_value=1, max_value=LONGEST_MINUTES)


class OrderForm(forms.Form):
    """The lessons in their new order, or one of them and where to."""

    UP, DOWN = "up", "down"

    up = forms.UUIDField(required=False)
    down = forms.UUIDField(required=False)

    @property
    def step(self):
        """(key, -1 or 1), or None where the whole order was sent."""
        cleaned = self.cleaned_data
        return (cleaned["up"], -1) if cleaned["up"] else (cleaned["down"], 1) if cleaned["down"] else None

    @property
    def order(self):
        return self.data.getlist("order")[:500]


class RulesForm(AsksAboutLow, forms.ModelForm):
    """The rules of a course; marks in percent."""

    marks = ("pass_mark", "critical_mark")
    pass_mark = PercentField(label=_("pass mark"), help_text=_("In percent, like 80."))
    critical_mark = PercentField(
        label=_("pass mark of each critical standard"),
        help_text=_("In percent, over the questions about that standard."),
    )
    attempt_limit = NumberField(
        label=_("attempts allowed"), min_value=0, max_value=100, help_text=_("0: as many as wanted.")
    )
    wait_minutes = NumberField(label=_("minutes to wait between attempts"), min_value=0, max_value=100_000)
    validity_months = NumberField(
        label=_("valid for months"), min_value=0, max_value=120, help_text=_("0: it does not expire.")
    )
    warn_days = NumberField(label=_("renewal opens days before it expires"), min_value=0, max_value=365)
    draw_per_standard = NumberField(
        label=_("questions drawn for each standard"),
        min_value=0,
        max_value=50,
        help_text=_("0: every question is asked. Questions without a standard are always asked."),
    )
    observation_count = NumberField(label=_("how often, on different days"), min_value=1, max_value=20)

    class Meta:
        model = Course
        fields = [
            *("pass_mark", "critical_mark", "attempt_limit", "wait_minutes", "draw_per_standard"),
            *("validity_months", "warn_days", "needs_observation", "observation_count"),
        ]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        others = forms.ModelMultipleChoiceField(
            label=_("courses to pass first"),
            queryset=Course.objects.exclude(pk=self.instance.pk),
            to_field_name="key",
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["prerequisites"] = others
        self.initial["prerequisites"] = [course.key for course in self.instance.prerequisites.all()]

    def rules(self):
        """(rules, prerequisites) for `actions.change_rules`."""
        cleaned = dict(self.cleaned_data)
        earlier = cleaned.pop("prerequisites")
        cleaned.pop("low_is_meant", None)
        return cleaned, list(earlier)
