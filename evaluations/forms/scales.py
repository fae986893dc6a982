"""The form of a scale: how many steps, what they are called and worth, and from which one down it is a fail."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.actions import scales as acts
from evaluations.records.assessment import NA, OutcomeChoice
from evaluations.scoring.engine import FULL
from kit.display import number
from kit.forms import PercentField
from kit.text.bilingual import LANGUAGES
from kit.text.directions import DIRECTIONS
from kit.text.folding import tidy
from kit.values.rounding import half_up_div
from people.company.organisation import organisation

FEWEST, MOST = 2, 11
USUAL_COUNT = 5
NAMES = {"fa": gettext_lazy("Name in Persian"), "en": gettext_lazy("Name in English")}
LABELS = {"fa": gettext_lazy("In Persian"), "en": gettext_lazy("In English")}


def even_values(count):
    """`count` values in basis points, evenly from 10000 down to 0."""
    return [half_up_div(FULL * (count - 1 - n), count - 1) for n in range(count)]


def usual_fail(values):
    """The number of the first step worth less than half."""
    return next(n for n, value in enumerate(values, 1) if value * 2 < FULL)


class CountForm(forms.Form):
    steps = forms.TypedChoiceField(label=gettext_lazy("How many steps?"), coerce=int)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["steps"].choices = [(n, number(n)) for n in range(FEWEST, MOST + 1)]


@dataclass(frozen=True)
class StepFields:
    number: int
    labels: list
    value: object


class ScaleForm(forms.Form):
    """Names in the company's languages alone: of two, the second may be left empty and reads as the first."""

    def __init__(self, data=None, *, steps, initial=None):
        languages = organisation().language_codes
        super().__init__(data, initial=initial or {})
        self.steps, self.languages = steps, languages
        for place, language in enumerate(languages):
            self.fields[f"name_{language}"] = self._text(NAMES[language], 80, language, place)
        for n in range(1, steps + 1):
            for place, language in enumerate(languages):
                self.fields[f"label_{language}_{n}"] = self._text(LABELS[language], 40, language, place)
            self.fields[f"value_{n}"] = PercentField(label=gettext_lazy("Worth, in percent"), max_length=8)
        fails = [("", _("No step is a fail"))]
        fails += [(str(n), _("From step %(number)s down") % {"number": number(n)}) for n in range(2, steps + 1)]
        self.fields["fails_from"] = forms.ChoiceField(
            label=gettext_lazy("What is a fail?"), choices=fails, required=False
        )
        if data is None:
            self._propose(even_values(steps))

    @staticmethod
    def _text(label, length, language, place):
        attrs = {"dir": DIRECTIONS[language]}
        return forms.CharField(label=label, max_length=length, required=place == 0, widget=forms.TextInput(attrs=attrs))

    def _propose(self, values):
        proposed = {f"value_{n}": value for n, value in enumerate(values, 1)}
        self.initial = {"fails_from": str(usual_fail(values)), **proposed, **self.initial}

    def lines(self):
        return [
            StepFields(n, [self[f"label_{code}_{n}"] for code in self.languages], self[f"value_{n}"])
            for n in range(1, self.steps + 1)
        ]

    def names(self):
        return [self[f"name_{language}"] for language in self.languages]

    def clean(self):
        given = super().clean()
        if not self.errors:
            given["outcomes"] = self._outcomes(given)
            self._refuse_same(given["outcomes"])
            problem = acts.scale_problem([(value, is_pass) for _fa, _en, value, is_pass in given["outcomes"]])
            if problem:
                raise ValidationError(acts.PROBLEMS[problem])
        return given

    def _refuse_same(self, outcomes):
        if any(len({row[place] for row in outcomes}) < len(outcomes) for place in range(len(LANGUAGES))):
            raise ValidationError(acts.PROBLEMS[acts.SAME_LABEL])

    def _outcomes(self, given):
        fails_from = int(given["fails_from"] or self.steps + 1)
        return [
            (*self._both(given, "label_{}_" + str(n)), given[f"value_{n}"], n < fails_from)
            for n in range(1, self.steps + 1)
        ]

    def _both(self, given, name):
        """The text in every language of the database; one that was not asked for or left empty reads as the main."""
        main = tidy(given[name.format(self.languages[0])])
        return [tidy(given.get(name.format(language), "")) or main for language in LANGUAGES]

    def arguments(self):
        """For `create_scale` and `change_scale`."""
        name_fa, name_en = self._both(self.cleaned_data, "name_{}")
        return {"name_fa": name_fa, "name_en": name_en, "outcomes": self.cleaned_data["outcomes"]}


def initial_of(scale):
    outcomes = list(scale.outcomes.all())
    fails = next((str(outcome.position) for outcome in outcomes if not outcome.is_pass), "")
    found = {"name_fa": scale.name_fa, "name_en": scale.name_en, "fails_from": fails}
    for outcome in outcomes:
        n = outcome.position
        found |= {f"label_{code}_{n}": getattr(outcome, f"label_{code}") for code in LANGUAGES}
        found[f"value_{n}"] = outcome.value
    return found


def resized(data, steps):
    """What was typed for another number of steps, as a form of `steps` begins: the last step stays the last."""
    drawn = _drawn(data) or steps
    found = {f"name_{code}": data.get(f"name_{code}", "") for code in LANGUAGES}
    for code in LANGUAGES:
        labels = [data.get(f"label_{code}_{n}", "") for n in range(1, drawn + 1)]
        kept = labels[: min(drawn, steps) - 1]
        labels = [*kept, *[""] * (steps - len(kept) - 1), labels[-1]]
        found |= {f"label_{code}_{n}": label for n, label in enumerate(labels, 1)}
    return found


def _drawn(data):
    """How many steps the page had that was sent, or None."""
    text = data.get("drawn", "")
    return int(text) if text in {str(n) for n in range(FEWEST, MOST + 1)} else None


def is_resized(data, steps):
    return _drawn(data) not in (None, steps)


@dataclass(frozen=True)
class _Nothing:
    """Stands for the criterion where there is none."""

    key: str = "preview"


@dataclass
class Preview:
    """A scale as the evaluator will see it: what `evaluations/_choices.html` wants."""

    choices: list
    na: OutcomeChoice
    criterion: _Nothing = _Nothing()


def preview(labels):
    choices = [OutcomeChoice(str(n), label, n, is_chosen=False) for n, label in enumerate(labels, 1)]
    return Preview(choices, OutcomeChoice(NA, _("Did not arise"), 0, is_chosen=False))


def preview_of_form(form):
    shown = [next((bound.value() for bound in line.labels if bound.value()), "…") for line in form.lines()]
    return preview(shown)


def preview_of(outcomes):
    return preview([outcome.label for outcome in outcomes])
