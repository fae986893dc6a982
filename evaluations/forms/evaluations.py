"""What people may send in. Every field is named here."""

from dataclasses import dataclass
from itertools import count

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from evaluations.actions.answers import GivenAnswer
from evaluations.cycles.scorecards import scorecards_in
from evaluations.models import Critical, Releaser, Scale, Scorecard, SectionKind
from evaluations.records.assessment import NA, criteria_of
from evaluations.scoring.scale_numbers import THOUSAND, NoNumber, end, in_digits, points, read_number
from kit.display import number
from kit.files.pictures import renewed, shown_name
from kit.filters import searched
from kit.forms import DayField, NumberField
from kit.parsing.images import ENDINGS, NO_PICTURE
from kit.text.bilingual import LANGUAGES
from kit.text.folding import western_digits
from people.company.languages import Written
from people.models import JobRole, StaffMember
from playbook.models import Edition

EVIDENCE_TYPES = ("image/jpeg", "image/png", "image/webp", "image/heic", "application/pdf")
PDF_BEGINS, PDF_ENDS, PDF_TAIL = b"%PDF-", b"%%EOF", 1024
LARGEST_EVIDENCE = 5 * 1024 * 1024


class GivenNumberField(forms.CharField):
    """A number between the ends of a scale, in any digits; empty: it did not arise."""

    def __init__(self, scale, **options):
        super().__init__(max_length=40, required=False, **options)
        self.scale = scale

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return ""
        try:
            number = read_number(text, most=self.scale.highest // THOUSAND)
            points(number, self.scale)
        except NoNumber as problem:
            ends = {"low": in_digits(end(self.scale.lowest)), "high": in_digits(end(self.scale.highest))}
            raise ValidationError(_("Write a number from %(low)s to %(high)s, please.") % ends) from problem
        return number


class FillForm(forms.Form):
    """One choice and one comment per criterion, named by the criterion's key, and the version that was seen."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, scorecard, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria = criteria_of(scorecard)
        for criterion in self.criteria:
            if criterion.scale.is_numeric:
                self._add_number(criterion)
                continue
            choices = [(outcome.key, outcome.label) for outcome in criterion.scale.outcomes.all()]
            choices += [(NA, NA)] if criterion.allows_na else []
            self.fields[f"o-{criterion.key}"] = forms.ChoiceField(choices=choices, required=False)
            self.fields[f"c-{criterion.key}"] = forms.CharField(max_length=4000, required=False)

    def _add_number(self, criterion):
        self.fields[f"o-{criterion.key}"] = GivenNumberField(criterion.scale)
        self.fields[f"c-{criterion.key}"] = forms.CharField(max_length=4000, required=False)

    def given(self):
        """{criterion key: GivenAnswer} of the criteria that the form sent."""
        sent = [row for row in self.criteria if f"c-{row.key}" in self.data or f"o-{row.key}" in self.data]
        return {row.key: self._given(row) for row in sent}

    def _given(self, criterion):
        chosen = self.cleaned_data[f"o-{criterion.key}"]
        if criterion.scale.is_numeric:
            comment = self.cleaned_data[f"c-{criterion.key}"]
            return GivenAnswer(is_na=chosen == "", number=chosen, comment=comment)
        return GivenAnswer(
            outcome=None if chosen in ("", NA) else chosen,
            is_na=chosen == NA,
            comment=self.cleaned_data[f"c-{criterion.key}"],
        )


@dataclass(frozen=True)
class EvidenceFile:
    """What is kept of an upload: a picture written anew or a PDF, and what it was called."""

    name: str
    content_type: str
    content: bytes


class EvidenceForm(forms.Form):
    """A picture or a PDF of at most 5 MB, told by its content. `cleaned_data["file"]` is an EvidenceFile."""

    file = forms.FileField(label=_("Evidence"), widget=forms.FileInput(attrs={"accept": ",".join(EVIDENCE_TYPES)}))

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_EVIDENCE:
            raise ValidationError(_("The file is larger than 5 MB. Take a smaller picture, please."))
        content = file.read()
        if content.startswith(PDF_BEGINS):
            return EvidenceFile(shown_name(file.name, ".pdf"), "application/pdf", _whole_pdf(content))
        try:
            picture, kind = renewed(content)
        except ValidationError as refusal:
            if refusal.code == NO_PICTURE:
                raise ValidationError(_("Only pictures (JPEG, PNG, WebP) and PDF files can be added.")) from refusal
            raise
        return EvidenceFile(shown_name(file.name, ENDINGS[kind]), kind, picture)


def _whole_pdf(content):
    """A PDF is kept as it is, for it may be signed; one cut short is refused."""
    if PDF_ENDS not in content[-PDF_TAIL:]:
        raise ValidationError(_("The PDF is damaged or not complete. Save it once more and add it again, please."))
    return content


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea)


class DisputeForm(forms.Form):
    """A tick and a reason per criterion; at least one."""

    def __init__(self, scorecard, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria = criteria_of(scorecard)
        for row in self.criteria:
            self.fields[f"d-{row.key}"] = forms.BooleanField(label=row.text, required=False)
            self.fields[f"r-{row.key}"] = forms.CharField(
                label=_("Why?"), max_length=2000, required=False, widget=forms.Textarea
            )

    def lines(self):
        return [(row, self[f"d-{row.key}"], self[f"r-{row.key}"]) for row in self.criteria]

    def clean(self):
        given = super().clean()
        self.points = {}
        for row in self.criteria:
            reason = given.get(f"r-{row.key}", "").strip()
            if given.get(f"d-{row.key}") and not reason:
                self.add_error(f"r-{row.key}", _("Write why, in a sentence."))
            elif reason:
                self.points[row.key] = reason
        if not self.points and not self.errors:
            raise ValidationError(_("Choose at least one criterion and write why."))
        return given


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("accepted", _("The objection is right")), ("rejected", _("The evaluation stands"))],
        widget=forms.RadioSelect,
    )
    resolution = forms.CharField(label=_("Why this decision?"), max_length=2000, widget=forms.Textarea)

    @property
    def is_accepted(self):
        return self.cleaned_data["decision"] == "accepted"


class CycleForm(Written, forms.Form):
    title_fa = forms.CharField(label=_("Title in Persian"), max_length=120)
    title_en = forms.CharField(label=_("Title in English"), max_length=120, required=False)
    edition = forms.ModelChoiceField(Edition.objects.none(), label=_("Edition"), to_field_name="key", empty_label=None)
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Ends before"), help_text=_("The first day after the cycle."))
    releaser = forms.ChoiceField(label=_("Who releases the results?"), choices=Releaser.choices)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["edition"].queryset = Edition.objects.folder().frozen()

    def clean(self):
        given = super().clean()
        if given.get("starts_on") and given.get("ends_on") and given["ends_on"] <= given["starts_on"]:
            self.add_error("ends_on", _("A cycle ends after it starts."))
        return given


class AssignForm(forms.Form):
    due_on = DayField(label=_("To be done by"))
    wanted = NumberField(label=_("How many evaluations of each person?"), min_value=1, max_value=24, initial=1)


class PersonField(forms.CharField):
    """Somebody by name or personnel code; the form sets `people`."""

    people = StaffMember.objects.none()

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        names = ("code", "given_name_fa", "family_name_fa", "given_name_en", "family_name_en")
        coded = self.people.filter(code__iexact=western_digits(text))
        found = list(coded[:1]) or list(searched(self.people, text, *names)[:2])
        if not found:
            raise ValidationError(_("Nobody of this name or code works here."))
        if len(found) > 1:
            raise ValidationError(_("Several people fit. Write the personnel code, please."))
        return found[0]


class AssignOneForm(forms.Form):
    subject = PersonField(label=_("Who is evaluated?"), max_length=100, help_text=_("Name or personnel code."))
    evaluator = PersonField(label=_("Who evaluates?"), max_length=100, help_text=_("Name or personnel code."))
    scorecard = forms.ModelChoiceField(
        Scorecard.objects.none(), label=_("Scorecard"), to_field_name="key", empty_label=None
    )
    due_on = DayField(label=_("To be done by"))

    def __init__(self, cycle, user, on, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = StaffMember.objects.visible_to(user).active_on(on)
        self.fields["subject"].people = self.fields["evaluator"].people = people
        self.fields["scorecard"].queryset = scorecards_in(cycle)


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


class ListDocumentsForm(forms.Form):
    """Which records of the list, in which language."""

    scope = forms.ChoiceField(choices=[("all", "all"), ("chosen", "chosen")])
    language = forms.ChoiceField(choices=[(language, language) for language in LANGUAGES])
