"""Whether a person has answered the check question of a standard, and how often they may try today."""

from dataclasses import dataclass

from kit.dates.calendar import local_day
from playbook.models import CheckAnswer
from playbook.standards.check_questions import TRIES_A_DAY


@dataclass(frozen=True)
class CheckState:
    """`tries_left` today; `given` how many answers there are, so that each try has its own order."""

    is_passed: bool
    tries_left: int
    given: int

    @property
    def has_failed(self):
        return not self.is_passed and self.tries_left < TRIES_A_DAY


PASSED = CheckState(True, 0, 0)


def check_state(staff, standard, on):
    """One query, none where nothing is asked."""
    if not standard.has_check:
        return PASSED
    answers = CheckAnswer.objects.filter(staff=staff, frozen_standard=standard).values_list("is_right", "answered_at")
    answers = list(answers)
    today = sum(local_day(at) == on for _right, at in answers)
    return CheckState(any(right for right, _at in answers), max(TRIES_A_DAY - today, 0), len(answers))
