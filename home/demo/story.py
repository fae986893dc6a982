"""When things happened in the demo: all days are counted back from the day on which it is made."""

import datetime as dt
import random
from dataclasses import dataclass, field

from kit.dates.calendar import first_instant

SEED = 1405


@dataclass
class Story:
    """`today` is a date at the organisation's place. The same day and seed make the same company."""

    today: dt.date
    now: dt.datetime
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))  # noqa: S311 (no secret)
    cards: dict = field(default_factory=dict)

    def day(self, days_ago):
        return self.today - dt.timedelta(days=days_ago)

    def at(self, days_ago, hour=10, minute=0):
        """An instant in working hours, never later than now."""
        moment = first_instant(self.day(days_ago)) + dt.timedelta(hours=hour, minutes=minute)
        return min(moment, self.now)

    @property
    def founded_on(self):
        return self.day(110)

    @property
    def founded_at(self):
        return self.at(110, 9)
