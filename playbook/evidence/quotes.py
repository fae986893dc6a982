"""Customers' words: how they are compared, searched, redacted, and brought from a file."""

import re
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.dates.calendar import parse_day
from kit.filters import holding
from kit.importing.kinds import Field, Kind
from kit.parsing.tables import Limits
from kit.text.folding import compact, fold, words_sought
from playbook.models import Evidence
from playbook.models.evidence import LONGEST_QUOTE, LONGEST_REFERENCE, Consent

PERSIAN_LETTER = re.compile("[\u0600-\u06ff]")
LATIN_LETTER = re.compile("[A-Za-z]")
# Telephone, card and mail addresses: what points to a person, in any digits.
# Bounded, so that a long word without an @ is not looked through anew from each of its letters.
PERSONAL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,255}\.[\w.]{1,255}|(?:\+|00)?[\d۰-۹٠-٩](?:[ -]?[\d۰-۹٠-٩]){8,18}")
HIDDEN = "▇▇▇"
WORDS = Kind(
    "words",
    gettext_lazy("Import customers' words"),
    fields=(
        Field(
            "quote",
            gettext_lazy("The customer's words"),
            (
                "نظر", "comment", "quote", "text", "words", "متن", "حرف مشتری", "گفته", "complaint", "feedback",
                "review", "customer complaint", "نظر مشتری", "متن نظر", "متن شکایت", "شکایت", "بازخورد", "شرح",
            ),
            hints=("complaint", "comment", "comments", "feedback", "review", "verbatim", "نظر", "شکایت"),
            is_required=True,
        ),
        Field(
            "source",
            gettext_lazy("Where they were said"),
            ("منبع", "source", "کجا", "channel", "received via", "via", "کانال", "راه تماس"),
            hints=("source", "channel", "via", "منبع", "کانال"),
        ),
        Field(
            "said_on",
            gettext_lazy("When"),
            ("تاریخ", "date", "said on", "received on", "date received"),
            hints=("date", "تاریخ"),
            is_day=True,
        ),
        Field("consent", gettext_lazy("May staff read them?"), ("رضایت", "consent")),
        Field(
            "reference",
            gettext_lazy("Number of the complaint"),
            (
                "شماره", "ticket", "ticket number", "ticket no", "ticket id", "reference", "reference number", "case",
                "case number", "case id", "complaint id", "complaint number", "id", "شناسه", "کد پیگیری", "شماره شکایت",
            ),
            help=gettext_lazy("With it, the same words under two numbers are two complaints; without it, one."),
        ),
    ),
    permission="playbook.manage_evidence",
    address="playbook:words_import",
    limits=Limits(rows=10_000),  # every look at the preview compares all of them
)  # fmt: skip
CONSENTS = {
    **dict.fromkeys(map(compact, ("yes", "given", "1", "true", "بله", "دارد", "اجازه دارد")), Consent.GIVEN),
    **dict.fromkeys(map(compact, ("no", "refused", "0", "false", "خیر", "نه", "ندارد")), Consent.REFUSED),
}
NEW, KNOWN, WRONG = "new", "known", "wrong"
EARLIEST = date(1900, 1, 1)


def tidied(text):
    """The words as they were said; only spaces at the ends and control characters go."""
    return "".join(letter for letter in str(text or "") if letter >= " " or letter == "\n").strip()


def digest_of(quote, reference=None, source=""):
    """Two spellings of the same words have the same digest; under two numbers of complaints they have two."""
    named = f"\0{compact(source)}\0{compact(reference)}" if reference else ""
    return sha256(f"{compact(quote)}{named}".encode()).hexdigest()


def folded_text(quote, source):
    return fold(f"{quote} {source}")


def language_of(text):
    """By the letters of which script there are more; a word of the other in between changes nothing."""
    persian = len(PERSIAN_LETTER.findall(text))
    return "fa" if persian and persian >= len(LATIN_LETTER.findall(text)) else "en"


def without_personal(text):
    """The text with telephone numbers, card numbers and addresses covered."""
    return PERSONAL.sub(HIDDEN, text)


def searched_evidence(rows, text):
    return holding(rows, "folded", words_sought(text))


@dataclass
class PlannedRow:
    number: int
    facts: dict
    state: str = NEW
    problems: list = field(default_factory=list)


@dataclass(frozen=True)
class ImportPlan:
    """What a file would bring. `problems` are about the file, those of a row stand beside the row."""

    rows: list
    file: object
    problems: list
    leaves_out: bool = False

    def count(self, state):
        return sum(row.state == state for row in self.rows)

    @property
    def is_wrong(self):
        return bool(self.problems) or (not self.leaves_out and self.count(WRONG) > 0)

    @property
    def new_rows(self):
        return [row for row in self.rows if row.state == NEW]

    @property
    def wrong_rows(self):
        return [row for row in self.rows if row.state == WRONG]

    @property
    def counts(self):
        return {state: self.count(state) for state in (NEW, KNOWN, WRONG)}


def plan_evidence(file, *, on, source="", said_on=None, consent=Consent.UNKNOWN, leave_out=False):
    """What a file (`Brought`) would bring on a day; writes nothing. `source` to `consent` fill cells that are empty."""
    if file.missing:
        return ImportPlan([], file, [_("There is no column with the words. Call it “comment” or “نظر”.")])
    defaults = {"source": source, "said_on": said_on, "consent": consent}
    rows = [_planned(record, defaults, on) for record in file.records]
    _mark_known(rows)
    return ImportPlan(rows, file, [], leave_out)


def _planned(record, defaults, today):
    cells = record.cells
    quote = without_personal(tidied(cells["quote"]))
    facts = {"quote": quote, "language": language_of(quote), "reference": None, **defaults}
    row = PlannedRow(record.number, facts, problems=list(record.problems))
    row.facts["source"] = tidied(cells.get("source"))[:120] or defaults["source"]
    if not quote and not row.problems:
        row.problems.append(_("The words are missing."))
    if len(quote) > LONGEST_QUOTE:
        row.problems.append(_("The words are too long."))
    if cells.get("said_on"):
        _read_day(row, cells["said_on"], today)
    if cells.get("consent"):
        row.facts["consent"] = CONSENTS.get(compact(cells["consent"]), Consent.UNKNOWN)
    if cells.get("reference"):
        row.facts["reference"] = tidied(cells["reference"])
        if len(row.facts["reference"]) > LONGEST_REFERENCE:
            row.problems.append(_("The number of the complaint is too long."))
    row.facts["digest"] = digest_of(quote, row.facts["reference"], row.facts["source"])
    row.state = WRONG if row.problems else NEW
    return row


def _read_day(row, text, today):
    try:
        row.facts["said_on"] = parse_day(text)
    except ValueError:
        row.problems.append(_("The date is not a date."))
    else:
        if not EARLIEST <= row.facts["said_on"] <= today:
            row.problems.append(_("The date is still to come, or too long ago."))


def _mark_known(rows):
    """By the number of the complaint, else by the words; what stands twice in the file is new once."""
    new = [row for row in rows if row.state == NEW]
    digests = _there("likeness", [row.facts["digest"] for row in new], "likeness")
    named = _there(
        "reference", [row.facts["reference"] for row in new if row.facts["reference"]], "source", "reference"
    )
    for row in new:
        mine, name = (row.facts["digest"],), (row.facts["source"], row.facts["reference"])
        if mine in digests or name in named:
            row.state = KNOWN
        digests.add(mine)
        if row.facts["reference"]:
            named.add(name)


def _there(column, asked, *columns):
    found = set()
    for start in range(0, len(asked), 500):
        some = Evidence.objects.filter(**{f"{column}__in": asked[start : start + 500]})
        found |= set(some.values_list(*columns))
    return found
