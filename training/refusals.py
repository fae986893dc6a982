"""What the actions refuse, in words."""

from django.utils.translation import gettext_lazy as _

from training.actions import AlreadySettled, AttemptRefused, NothingChanged
from training.errors import NothingToLearn
from training.labels import REFUSALS as AT_THE_DOOR

REFUSALS = {
    AlreadySettled: _("This assignment was settled in the meantime; nothing was changed."),
    NothingChanged: _("There is nothing to renew here now."),
}


def refusal(problem):
    if isinstance(problem, AttemptRefused):
        return AT_THE_DOOR[problem.door.refusal]
    if isinstance(problem, NothingToLearn):
        return problem.message
    return REFUSALS[type(problem)]
