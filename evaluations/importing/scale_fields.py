"""On which scale columns that are alike are judged: the fields that ask it, and what their answers say as a mapping."""

from fractions import Fraction

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from evaluations.importing import guesses as guessing
from evaluations.models import Scale, ScaleKind
from evaluations.scoring.engine import FULL
from evaluations.scoring.scale_numbers import NoNumber, one_way, read_number
from kit.display import digits
from kit.forms import Select
from kit.text.folding import fold
from kit.values.rounding import half_up_div


class PlainNumberField(forms.CharField):
    def prepare_value(self, value):
        """In the reader's digits, as they are read back."""
        return digits(value) if isinstance(value, str) else value

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return ""
        try:
            return read_number(text)
        except NoNumber as problem:
            raise ValidationError(_("Write a number, please.")) from problem


def company_scales():
    """{key: Scale} of those that judge in steps today."""
    rows = Scale.objects.current().filter(kind=ScaleKind.STEPS).prefetch_related("outcomes")
    return {scale.key: scale for scale in rows}


class ScaleFields:
    """The fields of one scale. `number` tells them from those of the others, `guesses` are the columns."""

    def __init__(self, number, guesses, scales):
        self.number, self.guesses, self.guess, self.scales = number, guesses, guesses[0], scales

    @property
    def heads(self):
        return [guess.head for guess in self.guesses]

    @property
    def has_words(self):
        return len(self.guess.words) <= guessing.MOST_WORDS

    @property
    def has_numbers(self):
        return self.guess.kind != guessing.STEPS

    def named(self, what):
        return f"{what}_{self.number}"

    def fields(self):
        """{name: field}, in the order of the page."""
        return {self.named("kind"): self._kind(), **self._ends(), **self._company(), **self._worths()}

    def _kind(self):
        kinds = [(guessing.STEPS, _("Words or steps"))] if self.has_words else []
        if self.has_numbers:
            kinds += [(guessing.NUMBER, _("Numbers")), (guessing.PERCENT, _("Percent"))]
        return forms.ChoiceField(label=_("Counts as"), choices=kinds, initial=self.guess.kind, widget=Select)

    def _ends(self):
        if not self.has_numbers:
            return {}
        low, high = self.guess.ends or (0, 100)
        return {
            self.named("low"): _number_field(_("Worst number"), low),
            self.named("high"): _number_field(_("Best number"), high),
        }

    def _company(self):
        if not (self.has_words and self.scales):
            return {}
        choices = [("", _("as said below")), *((key, scale.name) for key, scale in self.scales.items())]
        return {
            self.named("scale"): forms.ChoiceField(
                label=_("Scale of the company"), choices=choices, required=False, widget=Select
            )
        }

    def _worths(self):
        found = {}
        for place, (word, (value, _is_pass)) in enumerate(self._guessed().items()):
            label = _("“%(word)s” is worth, in percent") % {"word": word[:60]}
            field = found[f"{self.named('worth')}_{place}"] = _number_field(label, one_way(Fraction(value, 100)))
            field.word = word
        return found

    def _guessed(self):
        return guessing.worths(self.guess.words, self.scales.values()) if self.has_words else {}

    # On the page -----------------------------------------------------------------------------------------------------

    def ends_of(self, form):
        return [form[name] for name in map(self.named, ("kind", "low", "high", "scale")) if name in form.fields]

    def words_of(self, form):
        return [form[name] for name in form.fields if name.startswith(f"{self.named('worth')}_")]

    # What was said ---------------------------------------------------------------------------------------------------

    def check(self, form):
        """A sentence for every word that the chosen scale of the company does not know."""
        scale = self._chosen(form)
        if scale is not None and form.cleaned_data[self.named("kind")] == ScaleKind.STEPS:
            for word in set().union(*self._steps(form).values()) - set().union(*self._on(scale, form).values()):
                yield _("“%(word)s” is no step of the scale “%(scale)s”.") % {"word": word, "scale": scale.name}

    def said(self, form):
        """The scale as `drafting` writes it down."""
        kind, name = form.cleaned_data[self.named("kind")], str(self.number)
        if kind == ScaleKind.PERCENT:
            return {"name": name, "kind": kind}
        if kind == ScaleKind.NUMBER:
            ends = {"lowest": form.cleaned_data[self.named("low")], "highest": form.cleaned_data[self.named("high")]}
            return {"name": name, "kind": kind, **ends}
        scale = self._chosen(form)
        return {"name": name, "kind": kind, "outcomes": self._of_company(scale, form) if scale else self._own(form)}

    def _chosen(self, form):
        return self.scales.get(form.cleaned_data.get(self.named("scale")))

    def _steps(self, form):
        """{basis points: the words that are worth them}."""
        steps = {}
        for bound in self.words_of(form):
            if form.cleaned_data[bound.name]:
                share = Fraction(form.cleaned_data[bound.name]) * 100
                steps.setdefault(half_up_div(share.numerator, share.denominator), []).append(bound.field.word)
        return steps

    def _own(self, form):
        steps = self._steps(form)
        words = [word for words in steps.values() for word in words]
        passes = dict(guessing.worths(words, self.scales.values()).values())
        # A scale goes from nothing to full marks, whether or not the file has somebody there.
        ends = {FULL: _("all of it (not in the file)"), 0: _("nothing of it (not in the file)")}
        steps = {value: [word] for value, word in ends.items() if steps} | steps
        return [
            {"answers": words, "value": value, "label_fa": words[0][:40], "is_pass": passes.get(value, value > 0)}
            for value, words in sorted(steps.items(), reverse=True)
        ]

    def _on(self, scale, form):
        """{outcome: the words that mean it}: by its name in either language, else by what they are worth."""
        steps, found = self._steps(form), {outcome: [] for outcome in scale.outcomes.all()}
        labels = {fold(name): row for row in found for name in (row.label_fa, row.label_en) if name}
        worth = {row.value: row for row in found}
        for value, words in steps.items():
            for word in words:
                outcome = labels.get(fold(word)) or worth.get(value)
                if outcome is not None:
                    found[outcome].append(word)
        return found

    def _of_company(self, scale, form):
        return [
            {
                "answers": words or [row.label_fa],
                "value": row.value,
                "label_fa": row.label_fa,
                "label_en": row.label_en,
                "is_pass": row.is_pass,
            }
            for row, words in self._on(scale, form).items()
        ]


def _number_field(label, initial):
    widget = forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr"})
    return PlainNumberField(label=label, initial=str(initial), required=False, max_length=24, widget=widget)
