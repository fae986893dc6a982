"""The form of an evaluation: an outcome and a comment for each criterion, and the evidence beside it."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from evaluations.actions.answers import GivenAnswer
from evaluations.records.assessment import NA, criteria_of
from evaluations.scoring.scale_numbers import THOUSAND, NoNumber, end, in_digits, points, read_number
from kit.files.pictures import renewed, shown_name
from kit.parsing.images import ENDINGS, NO_PICTURE

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
