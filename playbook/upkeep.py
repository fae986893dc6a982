"""By the worker (`kit.upkeep`)."""

from kit.upkeep import Chore
from playbook.actions.reminders import remind_to_sign

UPKEEP = (Chore("playbook.actions.reminding.remind_to_sign", remind_to_sign, daily=True),)
