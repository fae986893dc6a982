"""Customers' words: how they are compared, searched, redacted, and brought from a file."""

import re
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from django.utils.translation import gettext as _

from kit.calendar import parse_day
from kit.filters import holding
from kit.folding import compact, fold, words_sought
from playbook.models import Evidence
from playbook.models.evidence import LONGEST_QUOTE, Consent

PERSIAN_LETTER = re.compile("[\u0600-\u06ff]")
LATIN_LETTER = re.compile("[A-Za-z]")
# Telephone, card and mail addresses: what points to a person, in any digits.
# Bounded, so that a long word without an @ is not looked through anew from each of its letters.
PERSONAL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,255}\.[\w.]{1,255}|(?:\+|00)?[\d۰-۹٠-٩](?:[ -]?[\d۰-۹٠-٩]){8,18}")
HIDDEN = "▇▇▇"
HEADS = {
    "quote": ("comment", "quote", "text", "words", "متن", "نظر", "حرف مشتری", "گفته"),
    "source": ("source", "منبع", "کجا"),
    "said_on": ("date", "said on", "تاریخ"),
    "consent": ("consent", "رضایت"),
}
CONSENTS = {
    **dict.fromkeys(map(compact, ("yes", "given", "1", "true", "بله", "دارد", "اجازه دارد")), Consent.GIVEN),
    **dict.fromkeys(map(compact, ("no", "refused", "0", "false", "خیر", "نه", "ندارد")), Consent.REFUSED),
}
NEW, KNOWN, WRONG = "new", "known", "wrong"
EARLIEST = date(1900, 1, 1)


def tidied(text):
    """The words as they were said; only spaces at the ends and control characters go."""
    return "".join(letter for letter in str(text or "") if letter >= " " or letter == "\n").strip()


def digest_of(quote):
    """Two spellings of the same words have the same digest."""
    return sha256(compact(quote).encode()).hexdigest()


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
    unknown: list
    problems: list

    def count(self, state):
        return sum(row.state == state for row in self.rows)

    @property
    def is_wrong(self):
        return bool(self.problems) or self.count(WRONG) > 0

    @property
    def new_rows(self):
        return [row for row in self.rows if row.state == NEW]

    @property
    def counts(self):
        return {state: self.count(state) for state in (NEW, KNOWN, WRONG)}


def plan_evidence(table, *, on, source="", said_on=None, consent=Consent.UNKNOWN):
    """What a file would bring on a day; writes nothing. The other arguments fill cells that are empty."""
    columns = _columns(table.header)
    unknown = [head for head in table.header if head and head not in columns.values()]
    if "quote" not in columns:
        return ImportPlan([], unknown, [_("There is no column with the words. Call it “comment” or “نظر”.")])
    defaults = {"source": source, "said_on": said_on, "consent": consent}
    rows = [_planned(number, record, columns, defaults, on) for number, record in table.records()]
    _mark_known(rows)
    return ImportPlan(rows, unknown, [])


def _columns(header):
    """{fact: head in the file}."""
    named = {compact(head): head for head in header}
    found = {fact: next((named[compact(name)] for name in names if compact(name) in named), None)
             for fact, names in HEADS.items()}  # fmt: skip
    return {fact: head for fact, head in found.items() if head}


def _planned(number, record, columns, defaults, today):
    cells = {fact: record.get(head, "").strip() for fact, head in columns.items()}
    quote = without_personal(tidied(cells["quote"]))
    row = PlannedRow(number, {"quote": quote, "language": language_of(quote), **defaults})
    row.facts["source"] = tidied(cells.get("source"))[:120] or defaults["source"]
    if not quote:
        row.problems.append(_("The words are missing."))
    if len(quote) > LONGEST_QUOTE:
        row.problems.append(_("The words are too long."))
    if cells.get("said_on"):
        try:
            row.facts["said_on"] = parse_day(cells["said_on"])
        except ValueError:
            row.problems.append(_("The date is not a date."))
        else:
            if not EARLIEST <= row.facts["said_on"] <= today:
                row.problems.append(_("The date is still to come, or too long ago."))
    if cells.get("consent"):
        row.facts["consent"] = CONSENTS.get(compact(cells["consent"]), Consent.UNKNOWN)
    row.facts["digest"] = digest_of(quote)
    row.state = WRONG if row.problems else NEW
    return row


def _mark_known(rows):
    digests = [row.facts["digest"] for row in rows if row.state == NEW]
    seen = set()
    for start in range(0, len(digests), 500):
        some = Evidence.objects.filter(likeness__in=digests[start : start + 500])
        seen |= set(some.values_list("likeness", flat=True))
    for row in rows:
        if row.state == NEW and row.facts["digest"] in seen:
            row.state = KNOWN
        seen.add(row.facts["digest"])
