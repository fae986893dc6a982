"""What HR says about a file of past evaluations: which columns are judged and how, whom they are about, from when."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.importing import guesses as guessing
from evaluations.importing.column_fields import NAMES, column_fields
from evaluations.importing.mapping import SOURCE_WORDS
from evaluations.importing.mapping_text import drafted
from evaluations.importing.scale_fields import ScaleFields, company_scales
from evaluations.models import Source
from kit.dates.calendar import day_from, parts
from kit.forms import DayField, Select
from kit.importing.dates import read_day
from kit.importing.forms import ORDER_WORDS
from kit.reader import current_reader
from kit.text.folding import fold

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
        label=gettext_lazy("What is each row about?"),
        choices=KINDS,
        initial="person",
        widget=forms.RadioSelect({"id": "id_about_kind"}),  # `id_kind_0` is a scale's
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
        self.fields |= column_fields(self.guesses, self.heads)
        self.fields["evaluator_text"] = forms.CharField(
            label=_("Who evaluated, where no column says it"), max_length=40, required=False, initial=_("Not known")
        )
        self.fields["source"].choices = [*Source.choices, (COLUMN, _("as a column says"))]
        self.fields["source"].initial = "lead" if self.fields["source_column"].initial is None else COLUMN

    @property
    def taken(self):
        """Places that one of the columns above has."""
        return {self._place(name) for name in NAMES} - {None}

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
            is_score = guess.is_score and guess.place not in taken and not self.is_long
            initial = SCORE if is_score and not _is_identity(guess, self.table) else ""
            self.fields[f"use_{guess.place}"] = forms.ChoiceField(
                label=guess.head, choices=USES, required=False, initial=initial, widget=Select
            )

    def _add_scales(self):
        """One scale for all columns that are alike."""
        groups, scales = {}, company_scales()
        for guess in self.guesses:
            if guess.may_be_score:
                groups.setdefault(guess.likeness, []).append(guess)
        self.scales = {
            likeness: ScaleFields(number, guesses, scales) for number, (likeness, guesses) in enumerate(groups.items())
        }
        for scale in self.scales.values():
            self.fields |= scale.fields()

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
        """(headings of the columns, the fields of kind and ends, those of the words, is it judged) of every scale."""
        return [(row.heads, row.ends_of(self), row.words_of(self), self._judges(row)) for row in self.scales.values()]

    def _judges(self, scale):
        answer = self._place("answer") if self.is_long else None
        return any(guess.place == answer or self[f"use_{guess.place}"].value() == SCORE for guess in scale.guesses)

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
                words = _("“%(head)s” holds neither numbers nor up to 11 different words.") % {"head": guess.head}
                self.add_error(None, words)
        for scale in self._judging():
            for problem in scale.check(self):
                self.add_error(scale.named("scale"), problem)
        if self._days() is None:
            self.add_error("date", _("There is no date in this column."))

    def _judging(self):
        """The scales of the columns that are judged."""
        used = [self.scales.get(guess.likeness) for guess in self._scored()]
        return [scale for scale in self.scales.values() if scale in used]

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
        """The scales, and the criteria with the name of theirs."""
        scales = [scale.said(self) for scale in self._judging()]
        scored = {guess.head: str(self.scales[guess.likeness].number) for guess in self._scored()}
        if self.is_long:
            column, name = self._place("criterion"), next(iter(scored.values()))
            heads = dict.fromkeys(" ".join(row[column].split()) for row in self.table.rows if row[column].strip())
            scored = dict.fromkeys(heads, name)
        return {"scales": scales, "criteria": [{"column": head, "scale": name} for head, name in scored.items()]}


def _is_identity(guess, table):
    """A column of whole numbers of which each is there once counts the rows and judges nobody."""
    return len(table.rows) > 20 and len({row[guess.place] for row in table.rows}) == len(table.rows)


def _year_of(day):
    """[first day, first day after) of the year that a day lies in, by the reader's calendar."""
    calendar = current_reader().calendar
    year = parts(day, calendar)[0]
    first = day_from(year, 1, 1, calendar)
    return first, day_from(year + 1, 1, 1, calendar)
