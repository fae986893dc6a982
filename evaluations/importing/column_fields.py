"""Which column says whom a row is about, who evaluated, when: the fields that ask it, with what the file suggests."""

from django import forms
from django.utils.translation import gettext as _

from evaluations.importing import guesses as guessing
from kit.forms import Select

NAMES = ("about", "about_name", "evaluator", "source_column", "date", "criterion", "answer")
WORDS = (guessing.TEXT, guessing.STEPS)


def column_fields(guesses, heads):
    """{name: field} of NAMES."""
    columns, initial = list(enumerate(heads)), _suggested(guesses)
    return {
        name: forms.ChoiceField(
            label=label,
            choices=columns if name == "about" else [("", _("not in the file")), *columns],
            required=name == "about",
            initial=initial[name],
            widget=Select,
        )
        for name, label in _labels().items()
    }


def _labels():
    return {
        "about": _("Code of whom or what it is about"),
        "about_name": _("Their name"),
        "evaluator": _("Who evaluated them"),
        "source_column": _("In which relation they stand"),
        "date": _("Date"),
        "criterion": _("Name of the criterion, if every row holds one answer"),
        "answer": _("The answer, if every row holds one answer"),
    }


def _suggested(guesses):
    """{name: the place of the column, or None}."""
    about, found = guessing.hinted(guesses, "about"), guessing.hinted
    others = [guess for guess in guesses if guess.place != about]
    criterion = found(guesses, "criterion", WORDS)
    return {
        "about": 0 if about is None else about,
        "about_name": found(others, "name", WORDS),
        "evaluator": found(others, "evaluator", WORDS),
        "source_column": found(guesses, "source", (guessing.STEPS,)),
        "date": next((guess.place for guess in guesses if guess.kind == guessing.DAY), None),
        "criterion": criterion,
        "answer": None if criterion is None else found(guesses, "answer"),
    }
