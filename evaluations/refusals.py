"""What the actions refuse, in words. A wrong state is another one for each deed, so each has its table."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from evaluations.errors import CycleNotReady, LeftUndone, Refused, ScorecardNotReady, WrongState
from kit.display import number
from kit.http.deed_views import Refusals, as_info, as_warning

CYCLE_CLOSED = _("The cycle is closed.")
DECIDED = _("It was decided already.")


def _left_undone(refusal):
    text = ngettext(
        "%(count)s evaluation has nobody. Hand it on, or write why it stays undone.",
        "%(count)s evaluations have nobody. Hand them on, or write why they stay undone.",
        refusal.count,
    )
    return text % {"count": number(refusal.count)}


def _waiting(refusal):
    text = ngettext(
        "%(count)s evaluation waits to be released first.",
        "%(count)s evaluations wait to be released first.",
        refusal.waiting,
    )
    return text % {"count": number(refusal.waiting)}


CLOSE_CYCLE: Refusals = {
    LeftUndone: as_warning(_left_undone),
    CycleNotReady: as_warning(_waiting),
    WrongState: as_info(CYCLE_CLOSED),
}
PUBLISH_SCORECARD: Refusals = {
    ScorecardNotReady: as_warning(_("It cannot be published yet; see what is missing.")),
    WrongState: as_info(_("It was published already.")),
}
RETIRE_SCORECARD: Refusals = {WrongState: as_info(_("Only a published scorecard can retire."))}
RETIRE_SCALE: Refusals = {WrongState: as_info(_("It was retired already."))}
START_EVALUATION: Refusals = {WrongState: as_info(_("Nothing is left to evaluate here."))}
RELEASE_EVALUATION: Refusals = {Refused: as_info(_("It was released already, or is not handed in."))}
ACKNOWLEDGE: Refusals = {WrongState: as_info(_("There is nothing to acknowledge here any more."))}
WITHDRAW_DISPUTE: Refusals = {WrongState: as_info(DECIDED)}
