"""What HR says about a file of past evaluations: which columns are judged and how, whom they are about, from when."""

from fractions import Fraction

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.given import NoNumber, one_way, read_number
from evaluations.importing import guessing
from evaluations.importing.drafting import drafted
from evaluations.importing.mapping import SOURCE_WORDS
from evaluations.models import ScaleKind, Source
from kit.calendar import day_from, parts
from kit.folding import fold
from kit.forms import DayField, Select
from kit.importing.days import read_day
from kit.importing.forms import ORDER_WORDS
from kit.reader import current_reader
from kit.rounding import half_up_div

SCORE, KEEP, IDENTITY = "score", "keep", "identity"
COLUMN = "column"
USES = [
    ("", gettext_lazy("not used")),
    (SCORE, gettext_lazy("a score")),
    (KEEP, gettext_lazy("kept beside it, not judged")),
    (IDENTITY, gettext_lazy("tells one evaluation from another")),
]
KINDS = [("person", gettext_lazy("A person")), ("place", gettext_lazy("A place, such as a shop"))]


class PastForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    kind = forms.ChoiceField(
        label=gettext_lazy("What is each row about?"), choices=KINDS, initial="person", widget=forms.RadioSelect
    )
    source = forms.ChoiceField(label=gettext_lazy("Who evaluated?"), widget=Select)
    date_value = DayField(label=gettext_lazy("One day for all rows"), required=False)
    source_name = forms.CharField(
        label=gettext_lazy("Name of this file over time"),
        max_length=200,
        help_text=gettext_lazy("The next file under this name continues it; rows that are known change nothing."),
    )

    def __init__(self, table, filename, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.table, self.guesses = table, guessing.guess_columns(table)
        self.heads = table.header
        self.fields["title"].initial = filename.rpartition(".")[0] or filename
        self.fields["source_name"].initial = filename
        self._add_columns()
        self._add_uses()
        self._add_scales()
        self._add_source_words()
        self._add_order()

    # Fields ----------------------------------------------------------------------------------------------------------

    def _add_columns(self):
        found, days = guessing.hinted, [guess for guess in self.guesses if guess.kind == guessing.DAY]
        about = found(self.guesses, "about")
        others, words = [guess for guess in self.guesses if guess.place != about], (guessing.TEXT, guessing.STEPS)
        initial = {
            "about": 0 if about is None else about,
            "about_name": found(others, "name", words),
            "evaluator": found(
                [g for g in self.guesses if g.place != about], "evaluator", (guessing.TEXT, guessing.STEPS)
            ),
            "source_column": found(self.guesses, "source", (guessing.STEPS,)),
            "date": days[0].place if days else None,
            "criterion": found(self.guesses, "criterion", (guessing.TEXT, guessing.STEPS)),
        }
        initial["answer"] = None if initial["criterion"] is None else found(self.guesses, "answer")
        labels = {
            "about": _("Code of whom or what it is about"),
            "about_name": _("Their name"),
            "evaluator": _("Who evaluated them"),
            "source_column": _("In which relation they stand"),
            "date": _("Date"),
            "criterion": _("Name of the criterion, if every row holds one answer"),
            "answer": _("The answer, if every row holds one answer"),
        }
        columns = [(place, head) for place, head in enumerate(self.heads)]
        for name, label in labels.items():
            choices = columns if name == "about" else [("", _("not in the file")), *columns]
            self.fields[name] = forms.ChoiceField(
                label=label, choices=choices, required=name == "about", initial=initial[name], widget=Select
            )
        self.fields["evaluator_text"] = forms.CharField(
            label=_("Who evaluated, where no column says it"), max_length=40, required=False, initial=_("Not known")
        )
        sources = [*Source.choices, (COLUMN, _("as a column says"))]
        self.fields["source"].choices = sources
        self.fields["source"].initial = "lead" if initial["source_column"] is None else COLUMN

    @property
    def taken(self):
        """Places that one of the columns above has."""
        names = ("about", "about_name", "evaluator", "source_column", "date", "criterion", "answer")
        return {self._place(name) for name in names} - {None}

    def _place(self, name):
        value = self.data.get(name) if self.is_bound else self.fields[name].initial
        try:
            place = int(value)
        except (TypeError, ValueError):
            return None
        return place if 0 <= place < len(self.heads) else None

    @property
    def is_long(self):
        return self._place("criterion") is not None and self._place("answer") is not None

    def _add_uses(self):
        taken = self.taken
        for guess in self.guesses:
            is_score = guess.may_be_score and guess.place not in taken and not self.is_long
            initial = SCORE if is_score and not _is_identity(guess, self.table) else ""
            self.fields[f"use_{guess.place}"] = forms.ChoiceField(
                label=guess.head, choices=USES, required=False, initial=initial, widget=Select
            )

    def _add_scales(self):
        """One scale for all columns that are alike."""
        self.groups = {}
        for guess in self.guesses:
            if guess.may_be_score:
                self.groups.setdefault(guess.likeness, []).append(guess)
        for number, guesses in enumerate(self.groups.values()):
            self._add_scale(number, guesses[0])

    def _add_scale(self, number, guess):
        kinds = [(guessing.STEPS, _("Words or steps"))] if len(guess.words) <= guessing.MOST_WORDS else []
        if guess.kind != guessing.STEPS:
            kinds += [(guessing.NUMBER, _("Numbers")), (guessing.PERCENT, _("Percent"))]
        self.fields[f"kind_{number}"] = forms.ChoiceField(
            label=_("Counts as"), choices=kinds, initial=guess.kind, widget=Select
        )
        for name, label, end in (("low", _("Worst number"), 0), ("high", _("Best number"), 1)):
            if guess.kind != guessing.STEPS:
                initial = guess.ends[end] if guess.ends else (0, 100)[end]
                self.fields[f"{name}_{number}"] = _number_field(label, initial)
        if len(guess.words) <= guessing.MOST_WORDS:
            for place, (word, (value, _is_pass)) in enumerate(guessing.worths(guess.words).items()):
                label = _("“%(word)s” is worth, in percent") % {"word": word[:60]}
                field = self.fields[f"worth_{number}_{place}"] = _number_field(label, one_way(Fraction(value, 100)))
                field.word = word

    def _add_source_words(self):
        place, self.words = self._place("source_column"), {}
        if place is None:
            return
        for word in self.guesses[place].words:
            if fold(word) not in SOURCE_WORDS and len(self.words) < guessing.MOST_WORDS:
                name = f"word_{len(self.words)}"
                self.words[name] = word
                choices = [("", _("Please choose")), *Source.choices]
                self.fields[name] = forms.ChoiceField(label=word, choices=choices, required=False, widget=Select)

    def _add_order(self):
        self.orders = guessing.orders_of(self.table, self._place("date"))
        if len(self.orders) > 1:
            self.fields["order"] = forms.ChoiceField(
                label=_("Which order do the dates of this file have?"),
                choices=[(order, ORDER_WORDS[order]) for order in self.orders],
                required=False,
                widget=forms.RadioSelect,
            )

    # The page --------------------------------------------------------------------------------------------------------

    def main_fields(self):
        names = ("title", "kind", "about", "about_name", "date", "date_value", "order")
        return [self[name] for name in names if name in self.fields]

    def evaluator_fields(self):
        return [self[name] for name in ("evaluator", "evaluator_text", "source", "source_column", *self.words)]

    def use_fields(self):
        return [self[f"use_{guess.place}"] for guess in self.guesses]

    def long_fields(self):
        return [self["criterion"], self["answer"]]

    def scale_fields(self):
        """(headings of the columns, the fields of kind and ends, those of the words) of every scale."""
        for number, guesses in enumerate(self.groups.values()):
            ends = [self[name] for name in (f"kind_{number}", f"low_{number}", f"high_{number}") if name in self.fields]
            words = [self[name] for name in self.fields if name.startswith(f"worth_{number}_")]
            yield [guess.head for guess in guesses], ends, words

    # What was said ---------------------------------------------------------------------------------------------------

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        if not cleaned.get("date") and not cleaned.get("date_value"):
            self.add_error("date", _("Say which column has the date, or one day for all rows."))
        if len(self.orders) > 1 and not cleaned.get("order"):
            self.add_error("order", _("Say which order the dates have; the file does not tell."))
        if cleaned["source"] == COLUMN and not cleaned["source_column"]:
            self.add_error("source_column", _("Say which column says it."))
        if cleaned["source"] == COLUMN:
            for name in self.words:
                if not cleaned.get(name):
                    self.add_error(name, _("Say what this word means."))
        if not cleaned["evaluator"] and not cleaned["evaluator_text"].strip():
            self.add_error("evaluator_text", _("Say who evaluated, or which column says it."))
        if not self.is_long and not self._used(SCORE):
            raise ValidationError(_("Say which columns are scores."))
        if not self.errors:
            self._check_scores()
        return cleaned

    def _used(self, use):
        return [guess for guess in self.guesses if self.cleaned_data.get(f"use_{guess.place}") == use]

    def _scored(self):
        """The columns that are judged."""
        return [self.guesses[self._place("answer")]] if self.is_long else self._used(SCORE)

    def _check_scores(self):
        for guess in self._scored():
            if not guess.may_be_score:
                words = _("“%(head)s” holds neither numbers nor 2 to 11 different words.") % {"head": guess.head}
                self.add_error(None, words)
        if self._days() is None:
            self.add_error("date", _("There is no date in this column."))

    def _days(self):
        """(the first day of the year of the first date, the one after the year of the last), or None."""
        place, order = self._place("date"), self.cleaned_data.get("order") or self.orders[0]
        days = []
        for row in self.table.rows if place is not None else ():
            try:
                days.append(read_day(row[place], order))
            except ValueError:
                continue
        days = days or ([self.cleaned_data["date_value"]] if self.cleaned_data.get("date_value") else [])
        return (_year_of(min(days))[0], _year_of(max(days))[1]) if days else None

    def toml(self):
        given, (starts_on, ends_on) = self.cleaned_data, self._days()
        title = given["title"]
        head = {name: self._head(name) for name in ("about", "about_name", "evaluator", "date", "criterion", "answer")}
        is_column = given["source"] == COLUMN
        return drafted(
            {
                **head,
                "title": title,
                "kind": given["kind"],
                "evaluator_text": given["evaluator_text"].strip(),
                "source": given["source"],
                "source_column": self._head("source_column") if is_column else "",
                "source_words": {word: given[name] for name, word in self.words.items()} if is_column else {},
                "date_value": given["date_value"].isoformat() if not head["date"] else "",
                "order": given.get("order") or self.orders[0],
                "starts_on": starts_on.isoformat(),
                "ends_on": ends_on.isoformat(),
                "place": {"branch": title, "team": title, "role": _("Known from a file")},
                "identity": [guess.head for guess in self._used(IDENTITY)],
                "context": [guess.head for guess in self._used(KEEP)],
                "long": {"criterion": head["criterion"], "answer": head["answer"]} if self.is_long else {},
                **self._judged(),
            }
        )

    def _head(self, name):
        place = self._place(name)
        return "" if place is None else self.heads[place]

    def _judged(self):
        numbers = {likeness: number for number, likeness in enumerate(self.groups)}
        used = [(guess, numbers[guess.likeness]) for guess in self._scored()]
        scales = [self._scale(number) for number in sorted({number for _guess, number in used})]
        if self.is_long:
            column, (_guess, number) = self._place("criterion"), used[0]
            names = dict.fromkeys(" ".join(row[column].split()) for row in self.table.rows if row[column].strip())
            return {"scales": scales, "criteria": [{"column": name, "scale": str(number)} for name in names]}
        return {"scales": scales, "criteria": [{"column": guess.head, "scale": str(n)} for guess, n in used]}

    def _scale(self, number):
        kind = self.cleaned_data[f"kind_{number}"]
        if kind == ScaleKind.PERCENT:
            return {"name": str(number), "kind": kind}
        if kind == ScaleKind.NUMBER:
            ends = {"lowest": self.cleaned_data[f"low_{number}"], "highest": self.cleaned_data[f"high_{number}"]}
            return {"name": str(number), "kind": kind, **ends}
        steps = {}
        for name, field in self.fields.items():
            if name.startswith(f"worth_{number}_") and self.cleaned_data[name]:
                share = Fraction(self.cleaned_data[name]) * 100
                steps.setdefault(half_up_div(share.numerator, share.denominator), []).append(field.word)
        passes = dict(guessing.worths([word for words in steps.values() for word in words]).values())
        outcomes = [
            {"answers": words, "value": value, "label_fa": words[0][:40], "is_pass": passes.get(value, value > 0)}
            for value, words in sorted(steps.items(), reverse=True)
        ]
        return {"name": str(number), "kind": kind, "outcomes": outcomes}


class PlainNumberField(forms.CharField):
    def clean(self, value):
        text = super().clean(value)
        if not text:
            return ""
        try:
            return read_number(text)
        except NoNumber as problem:
            raise ValidationError(_("Write a number, please.")) from problem


def _number_field(label, initial):
    widget = forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr"})
    return PlainNumberField(label=label, initial=str(initial), required=False, max_length=24, widget=widget)


def _is_identity(guess, table):
    """A column of whole numbers of which each is there once counts the rows and judges nobody."""
    return len(table.rows) > 20 and len({row[guess.place] for row in table.rows}) == len(table.rows)


def _year_of(day):
    """[first day, first day after) of the year that a day lies in, by the reader's calendar."""
    calendar = current_reader().calendar
    year = parts(day, calendar)[0]
    first = day_from(year, 1, 1, calendar)
    return first, day_from(year + 1, 1, 1, calendar)
