"""What a person says about a file: the file itself, and which column is what."""

import re

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit import display
from kit.dates import calendar
from kit.forms import Select
from kit.importing.dates import JALALI_FIRST, read_day, telling
from kit.importing.headings import LOOKED_AT, shown_heads
from kit.parsing.encodings import CHOICES
from kit.text.bilingual import active_language
from kit.text.folding import western_digits

ACCEPTED = ".xlsx,.xls,.xlsb,.ods,.csv,.tsv,.txt"
SAMPLES, LONGEST_SAMPLE, LONGEST_NAME, HEADS = 3, 24, 80, 4
# So many fields are asked one under the other; of a kind with more, what this file does not seem to have is folded up.
MOST_ASKED = 16
ORDER_WORDS = {
    "dmy": gettext_lazy("day, month, year"),
    "mdy": gettext_lazy("month, day, year"),
    "ymd": gettext_lazy("year, month, day"),
    "jalali": gettext_lazy("year, month, day of the solar calendar"),
}
ENCODING_WORDS = {
    "utf-8": gettext_lazy("Unicode (UTF-8)"),
    "cp1256": gettext_lazy("Windows, Persian and Arabic"),
    "cp1252": gettext_lazy("Windows, Western European"),
    "cp1254": gettext_lazy("Windows, Turkish"),
    "cp1251": gettext_lazy("Windows, Cyrillic"),
    "utf-16-le": gettext_lazy("Unicode (UTF-16)"),
    "utf-16-be": gettext_lazy("Unicode (UTF-16, the other way round)"),
}


class TableFileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A workbook (XLSX, XLS, XLSB, ODS) or a text table (CSV)."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )


class NameForm(forms.Form):
    """What a saved mapping is called."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=LONGEST_NAME, widget=forms.TextInput(attrs={"dir": "auto"})
    )

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())


class WhereForm(forms.Form):
    """Which sheet, which row of headings, and of a text file which letters."""

    def __init__(self, upload, *args, **kwargs):
        super().__init__(*args, **kwargs)
        grid = upload.grid
        if len(grid.sheets) > 1:
            sheets = [(place, name or display.number(place + 1)) for place, name in enumerate(grid.sheets)]
            self.fields["sheet"] = _choice(_("Sheet"), sheets, grid.sheet)
        rows = [(place, _row_words(grid, place)) for place in range(min(LOOKED_AT, len(grid.rows)))]
        self.fields["heading"] = _choice(_("Row with the headings"), rows, upload.layout.heading)
        if grid.is_text:
            choices = [(name, ENCODING_WORDS[name]) for name in CHOICES]
            if grid.encoding not in CHOICES:
                choices.insert(0, (grid.encoding, grid.encoding))
            help_text = _("Only if letters look wrong.")
            self.fields["encoding"] = _choice(_("Letters of the file"), choices, grid.encoding, help_text=help_text)


class ColumnsForm(forms.Form):
    """For every field of the kind its column; the order of the days where it cannot be known; a name to save it by."""

    def __init__(self, upload, *args, layout=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.upload, self.kind = upload, upload.kind
        layout = layout or upload.layout
        self.choices = [("", _("not in the file")), *_column_choices(upload.grid, layout)]
        for field in self.kind.fields:
            chosen = layout.columns.get(field.name, "")
            self.fields[f"column_{field.name}"] = _choice(
                field.label, self.choices, chosen, required=False, help_text=field.help
            )
            if field.may_be_same:
                self.fields[f"same_{field.name}"] = _same(field, layout.same.get(field.name, ""))
        self._ask_order(layout)
        self.fields["save_as"] = forms.CharField(
            label=_("Save these columns under a name"),
            help_text=_(
                "For example: export of the cash register. The next file with these headings is read the same."
            ),
            required=False,
            max_length=LONGEST_NAME,
            widget=forms.TextInput(attrs={"dir": "auto"}),
        )

    @property
    def lines(self):
        """(field of the kind, its select, its text for all rows or None) of what is asked first."""
        return [self._line(field) for field in self.kind.fields if field.name not in self.folded]

    @property
    def more_lines(self):
        """The same of what this file does not seem to have."""
        return [self._line(field) for field in self.kind.fields if field.name in self.folded]

    def _line(self, field):
        same = f"same_{field.name}"
        return field, self[f"column_{field.name}"], self[same] if same in self.fields else None

    @property
    def folded(self):
        if len(self.kind.fields) <= MOST_ASKED:
            return set()
        asked = {name for groups in self.kind.alternatives for group in groups for name in group}
        return {field.name for field in self.kind.fields if not self._is_asked_first(field)} - asked

    def _is_asked_first(self, field):
        is_said = self[f"column_{field.name}"].value() not in ("", None)
        return is_said or field.is_required or field.may_be_same or bool(self.errors.get(f"column_{field.name}"))

    def _ask_order(self, layout):
        values = layout.day_values(self.upload.grid, self.kind)
        orders = layout.orders(self.upload.grid, self.kind)
        if len(orders) > 1:
            choices = [(order, _order_words(order, telling(values, orders))) for order in orders]
            self.fields["order"] = forms.ChoiceField(
                label=_("Which order do the dates of this file have?"),
                choices=choices,
                required=False,
                initial=layout.order,
                widget=forms.RadioSelect,
            )

    def columns(self):
        """{field: place} as chosen."""
        chosen = ((field.name, self.cleaned_data[f"column_{field.name}"]) for field in self.kind.fields)
        return {name: int(place) for name, place in chosen if place != ""}

    def same(self):
        names = [field.name for field in self.kind.fields if field.may_be_same]
        return {name: text for name in names if (text := self.cleaned_data[f"same_{name}"].strip())}

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            self._refuse_doubles()
        return cleaned

    def _refuse_doubles(self):
        seen = {}
        for name, place in self.columns().items():
            if place in seen:
                other = self.kind.field(seen[place]).label
                words = _("This column is “%(other)s” already.") % {"other": other}
                self.add_error(f"column_{name}", words)
            seen.setdefault(place, name)


def _choice(label, choices, initial, required=True, **more):
    return forms.ChoiceField(label=label, choices=choices, initial=initial, required=required, widget=Select, **more)


def _same(field, said):
    """What all rows have in common: one of the field's own words, or a text."""
    label = _("%(label)s for all rows without one") % {"label": field.label}
    if field.choices:
        return _choice(label, [("", _("nothing")), *field.choices], said, required=False)
    widget = forms.TextInput(attrs={"dir": "auto"})
    return forms.CharField(label=label, required=False, max_length=200, initial=said, widget=widget)


def _row_words(grid, place):
    filled = [_apart(Truncator(cell.strip()).chars(LONGEST_SAMPLE)) for cell in grid.rows[place] if cell.strip()]
    cells = _(", ").join([*filled[:HEADS], *(["…"] if len(filled) > HEADS else [])])
    return _("Row %(number)s: %(cells)s") % {"number": display.number(grid.numbers[place]), "cells": cells}


def _apart(text):
    """What is of another script than the page stands by itself: a narrow list cuts its end, not its beginning."""
    return f"\u2068{text}\u2069"


def _column_choices(grid, layout):
    for place, head in enumerate(shown_heads(layout.header(grid))):
        samples = [value.strip() for value in layout.values(grid, place) if value.strip()]
        samples = [_apart(Truncator(value).chars(LONGEST_SAMPLE)) for value in dict.fromkeys(samples[:50])][:SAMPLES]
        head = _apart(Truncator(head).chars(40))
        yield place, f"{head} — {_(', ').join(samples)}" if samples else head


def _order_words(order, values):
    """Two of the file's own dates, as this order reads them, in the calendar that they are written in."""
    language, shown = active_language(), []
    for value in values:
        try:
            day = read_day(value, order)
        except ValueError:
            continue
        is_jalali = order == JALALI_FIRST or re.search(r"1[0-6]\d\d$", western_digits(value.strip()))
        words = calendar.day_text(day, calendar.JALALI if is_jalali else calendar.GREGORIAN, language)
        shown.append(f"{value.strip()} = {display.digits(words)}")
    words = str(ORDER_WORDS[order])
    return f"{words}: {_(', ').join(shown)}" if shown else words
