"""What training asks of a person."""

from django.utils.translation import gettext as _

from kit.duties import Duty
from training.outline import course_cards
from training.status import IS_NOT_VALID, Status
from training.words import STATUS_LABELS


def duties_for(staff, on):
    """One duty for each course that is asked for, was begun or has to be renewed."""
    return [_duty(card) for card in course_cards(staff, on) if card.is_to_do]


def _duty(card):
    return Duty(
        kind="training.course",
        title=_("Course: %(title)s") % {"title": card.course.title},
        detail=_detail(card),
        url=card.course.get_absolute_url(),
        due_on=card.due_on or card.valid_until,
        icon="school",
        action=_("Go on") if card.is_begun else _("Begin"),
        minutes=card.minutes,
    )


def _detail(card):
    if card.status in IS_NOT_VALID or card.status == Status.EXPIRING:
        return str(STATUS_LABELS[card.status])
    return card.course.summary
