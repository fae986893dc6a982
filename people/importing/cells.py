"""One cell of a staff list: text in, a value of the field out, or a sentence that says what is wrong with it."""

import re
from decimal import Decimal
from difflib import get_close_matches

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from kit.dates.calendar import parse_day
from kit.text.folding import compact, tidy, western_digits
from people.models import StaffMember

# Every guess looks at all names: a file whose every row is unknown gets that many.
MOST_GUESSES = 100
# In the name of a branch, without spaces.
BRANCH = re.compile("^(?:شعبه|branch)|branch$")
LATIN_SIGNS = {"code", "email", "username"}


class CellProblem(ValueError):
    """Said to the person who brought the file."""


def text_cell(field, text, label):
    text = tidy(western_digits(text) if field in LATIN_SIGNS else text)
    longest = 150 if field == "username" else StaffMember._meta.get_field(field).max_length
    if len(text) > longest:
        raise CellProblem(_("%(label)s is longer than %(longest)d letters.") % {"label": label, "longest": longest})
    if any(ord(letter) < 32 for letter in text):
        raise CellProblem(_("%(label)s has signs that cannot be shown.") % {"label": label})
    return text


def email_cell(field, text, label):
    email = text_cell(field, text, label).lower()
    try:
        validate_email(email)
    except ValidationError as problem:
        raise CellProblem(_("“%(text)s” is not an e-mail address.") % {"text": text[:80]}) from problem
    return email


def username_cell(field, text, label):
    username = text_cell(field, text, label).lower()
    try:
        UnicodeUsernameValidator()(username)
    except ValidationError as problem:
        message = _("“%(text)s” is no user name: letters, digits and @ . + - _ only.")
        raise CellProblem(message % {"text": text[:80]}) from problem
    return username


def day_cell(field, text, label):
    try:
        return parse_day(text)
    except (ValueError, OverflowError) as problem:
        message = _("%(label)s “%(text)s” is no date; write it like 1405/09/02 or 2026-11-23.")
        raise CellProblem(message % {"label": label, "text": text[:40]}) from problem


def share_cell(field, text, label):
    """80, ۸۰٪ and 0.8 are all 8000 basis points."""
    plain = western_digits(text).replace("٫", ".").replace("٪", "").replace("%", "").strip()
    try:
        share = Decimal(plain)
        is_right = 0 < share <= 100
    except ArithmeticError as problem:
        raise CellProblem(_wrong_share(text)) from problem
    points = int(share * (10000 if share <= 1 else 100)) if is_right else 0
    if points == 0:
        raise CellProblem(_wrong_share(text))
    return points


def _wrong_share(text):
    return _("The contract share “%(text)s” is no percentage between 1 and 100.") % {"text": text[:40]}


class Lookup:
    """Rows found by code or by name in either language, whatever the spelling. `aside` takes a word from a name that
    says what it is: «شعبهٔ تجریش» and «تجریش» are one branch."""

    def __init__(self, rows, aside=None):
        self.rows, self.aside = list(rows), aside
        self.by_name, self.near = {}, {}
        for row in self.rows:
            self._name(row)

    def add(self, row):
        """One that is not written yet."""
        self.rows.append(row)
        self._name(row)

    def _name(self, row):
        names = {compact(row.code), compact(row.name_fa), compact(row.name_en)}
        for name in (names | {self._bare(name) for name in names}) - {""}:
            self.by_name.setdefault(name, []).append(row)

    def _bare(self, name):
        return self.aside.sub("", name) if self.aside else name

    def named(self, text):
        """Every row that may be meant."""
        name = compact(text)
        return self.by_name.get(name) or self.by_name.get(self._bare(name), [])

    def find(self, text, unknown, among=None):
        found = [row for row in self.named(text) if among is None or row in among]
        if len(found) > 1:
            found = [row for row in found if compact(row.code) == compact(text)] or found
        if len(found) == 1:
            return found[0]
        if found:
            codes = _(", ").join(sorted(row.code for row in found))
            message = _("“%(text)s” may mean several: write one of the codes %(codes)s.")
            raise CellProblem(message % {"text": text[:80], "codes": codes})
        raise CellProblem(unknown % {"text": text[:80]} + self._did_you_mean(text))

    def _did_you_mean(self, text):
        asked = compact(text)[:80]
        if asked not in self.near and len(self.near) >= MOST_GUESSES:
            return ""
        if asked not in self.near:
            self.near[asked] = get_close_matches(asked, list(self.by_name), n=1, cutoff=0.6)
        if not self.near[asked]:
            return ""
        row = self.by_name[self.near[asked][0]][0]
        return " " + _("Did you mean “%(name)s” (%(code)s)?") % {"name": row.name, "code": row.code}


READERS = {
    "email": email_cell,
    "username": username_cell,
    "joined_on": day_cell,
    "left_on": day_cell,
    "contract_share": share_cell,
}


def read_cell(field, text, label):
    return READERS.get(field, text_cell)(field, text, label)
