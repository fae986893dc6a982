"""The list as one reader sees it: whose step it is, by name, and the doors that open to them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.first_steps.facts import facts_now
from home.first_steps.steps import Step, StepLink, steps_of
from people.access.permissions import roles_for, sentence, who_holds
from people.models.roles import STAFF_ROLES

GIVE_THE_ROLE = StepLink("people:access", gettext_lazy("Give somebody the role"), "people.view_access")


@dataclass(frozen=True)
class StepLine:
    """`buttons`: (address, words) of what the reader may do now, the first one the next step."""

    step: Step
    who: str
    is_mine: bool
    after: str
    buttons: list


@dataclass(frozen=True)
class Starting:
    """`now` is the first line that the reader can go on with, or None where all of these are somebody else's."""

    lines: list

    @property
    def open(self):
        return [line for line in self.lines if not line.step.is_done]

    @property
    def done(self):
        return [line for line in self.lines if line.step.is_done]

    @property
    def now(self):
        return next((line for line in self.open if line.buttons), None)

    @property
    def minutes(self):
        return sum(line.step.minutes for line in self.open)


def starting_of(user):
    """The list for who sets a company up; None for everybody else, who hid it, and when all is done."""
    if not concerns(user) or user.hides_starting:
        return None
    steps = steps_of(facts_now(user))
    return None if all(step.is_done for step in steps) else _for_reader(steps, user)


def whole_list(user):
    """The same for the list's own page, whatever is done."""
    return _for_reader(steps_of(facts_now(user)), user)


def concerns(user):
    return bool(user.access_roles & set(STAFF_ROLES))


def _for_reader(steps, user):
    held = {each.role: each for each in who_holds(STAFF_ROLES, user)}
    titles = {step.name: step.title for step in steps}
    return Starting([_line(step, held, titles, user) for step in steps])


def _line(step, held, titles, user):
    holders = [held[role] for role in roles_for(step.permission) if role in held]
    mine = next((each for each in holders if each.is_mine), None)
    who = _("You do this, as %(role)s.") % {"role": mine.word} if mine else sentence(holders)
    is_orphan = not any(each.names for each in holders)
    doors = (GIVE_THE_ROLE,) if is_orphan else step.doors
    is_waiting = bool(step.after) and not is_orphan
    open_to_reader = [door for door in doors if user.has_perm(door.permission)]
    buttons = [] if step.is_done or is_waiting else [(reverse(door.url_name), door.label) for door in open_to_reader]
    return StepLine(step, who, mine is not None, str(titles[step.after]) if is_waiting else "", buttons)
