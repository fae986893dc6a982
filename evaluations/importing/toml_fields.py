"""The values of a TOML table, each of the kind that is wanted; what is not is written down, and reading goes on."""

import re
from datetime import date, datetime

from django.utils.translation import gettext as _

from kit.dates.calendar import parse_day
from kit.text.folding import tidy

LARGEST = 10**12
FIRST_YEAR, LAST_YEAR = 1900, 2200
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


class MappingError(ValueError):
    """What is wrong with the mapping, said to the person who wrote it; `problems` one by one."""

    def __init__(self, problems):
        self.problems = tuple(dict.fromkeys(problems))
        super().__init__("\n".join(self.problems))


class Fields:
    """One table. `where` names it for the reader: "[subject]", "[[criterion]] 3"."""

    def __init__(self, values, where, problems):
        self.values, self.where, self.problems = values, where, problems

    def refuse(self, problem):
        self.problems.append(f"{self.where}: {problem}" if self.where else problem)

    def text(self, name, *, most=200, needed=True):
        value = self.values.get(name, "")
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            value = str(value) if abs(value) < LARGEST else ""
        if not isinstance(value, str):
            self._wrong(name)
            return ""
        text = tidy(value)
        if not text and needed:
            self.refuse(_("%(name)s is missing.") % {"name": name})
        elif len(text) > most or _UNFIT.search(value):
            self.refuse(_("%(name)s is longer than %(most)s characters, or not text.") % {"name": name, "most": most})
            return text[:most]
        return text

    def texts(self, name):
        values = self.values.get(name, [])
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            self._wrong(name)
            return ()
        return tuple(tidy(value) for value in values)

    def number(self, name, otherwise=None, *, least, most):
        value = self.values.get(name, otherwise)
        if type(value) is not int or not least <= value <= most:
            words = {"name": name, "least": least, "most": most}
            self.refuse(_("%(name)s is a whole number from %(least)s to %(most)s.") % words)
            return least
        return value

    def flag(self, name, otherwise):
        value = self.values.get(name, otherwise)
        if not isinstance(value, bool):
            self._wrong(name)
            return otherwise
        return value

    def choice(self, name, choices, otherwise=""):
        value = self.values.get(name, otherwise)
        if value != otherwise and (not isinstance(value, str) or value not in choices):
            words = {"name": name, "choices": ", ".join(choices)}
            self.refuse(_("%(name)s is one of %(choices)s.") % words)
            return otherwise
        return value

    def day(self, name, *, needed=True):
        value = self.values.get(name)
        if value is None:
            if needed:
                self.refuse(_("%(name)s is missing.") % {"name": name})
            return None
        found = _day(value)
        if found is None:
            self.refuse(_("%(name)s is not a date.") % {"name": name})
        return found

    def table(self, name, *, needed=True):
        value = self.values.get(name)
        where = f"[{self.where.strip('[]')}.{name}]" if self.where else f"[{name}]"
        if value is None and needed:
            self.refuse(_("[%(name)s] is missing.") % {"name": name})
        elif value is not None and not isinstance(value, dict):
            self._wrong(name)
        return Fields(value if isinstance(value, dict) else {}, where, self.problems if value or not needed else [])

    def tables(self, name):
        values = self.values.get(name, [])
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            self._wrong(name)
            return []
        beside = f"{self.where} " if self.where else ""
        return [Fields(value, f"{beside}[[{name}]] {n}", self.problems) for n, value in enumerate(values, 1)]

    def _wrong(self, name):
        self.refuse(_("%(name)s holds a value of the wrong kind.") % {"name": name})


def _day(value):
    if isinstance(value, str):
        try:
            value = parse_day(value)
        except ValueError:
            return None
    if isinstance(value, datetime):
        value = value.date()
    return value if type(value) is date and FIRST_YEAR <= value.year <= LAST_YEAR else None
