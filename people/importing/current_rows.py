"""What stands about somebody known already, seen from the day from which a file's changes hold."""

from people.models.periods import WORK
from people.staff.changes import plain


class CurrentRow:
    """`since` is the day; `work_periods` of the person were prefetched, in their order."""

    def __init__(self, person, since):
        self.person = person
        self.periods = list(person.work_periods.all())
        self.period = next((row for row in self.periods if row.has(since)), None)
        self.planned = next((row for row in self.periods if row.starts_on > since), None)
        self.newest = self.periods[-1] if self.periods else None
        self.since = since

    @property
    def from_(self):
        """The day from which other work would hold; None: employed neither then nor later."""
        if self.period:
            return self.since
        return self.planned.starts_on if self.planned else None

    def value(self, name):
        if name in WORK:
            return getattr(self.period or self.planned or self.person, name)
        return getattr(self.person, name, "")

    def different(self, facts):
        """Those of the facts that say something new. What is recorded for a later day already is not new."""
        different = {name: value for name, value in facts.items() if plain(self.value(name)) != plain(value)}
        if self.planned and all(_same(self.newest, name, value) for name, value in facts.items() if name in WORK):
            different = {name: value for name, value in different.items() if name not in WORK}
        if different.get("joined_on") in [row.starts_on for row in self.periods]:
            del different["joined_on"]
        if different.get("left_on") in [row.ends_on for row in self.periods if row.ends_on]:
            del different["left_on"]
        return different

    def is_return(self, different):
        """Had left, and the file says a later day of joining."""
        joined_on, left_on = different.get("joined_on"), self.person.left_on
        return bool(joined_on and left_on and joined_on >= left_on and "left_on" not in different)

    def crosses(self, joined_on):
        """Would the employment of today run into an earlier one, or vanish?"""
        person = self.person
        before = [row for row in self.periods if row.starts_on < person.joined_on]
        return (person.left_on is not None and joined_on == person.left_on) or any(
            row.ends_on and row.ends_on > joined_on for row in before
        )


def _same(row, name, value):
    return plain(getattr(row, name)) == plain(value)
