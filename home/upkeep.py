"""By the worker (`kit.upkeep`)."""

from home.desks.reminders import remind_of_what_is_late
from kit.upkeep import Chore

UPKEEP = (Chore("home.reminding.remind_of_what_is_late", remind_of_what_is_late, daily=True),)
