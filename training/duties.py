"""What training asks of a person."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.display import number
from kit.duties import Duty
from people.models import StaffMember, TeamLead
from training.labels import STATUS_LABELS
from training.models.status import IS_NOT_VALID, Status
from training.progress.awaited import waiting_attempts
from training.progress.cards import course_cards


def duties_for(staff, on):
    """One duty for each course that is asked for, was begun or has to be renewed."""
    own = [_duty(card) for card in course_cards(staff, on) if card.is_to_do]
    waiting = waiting_for_lead(staff, on)
    return [*own, _observation_duty(waiting)] if waiting else own


def waiting_for_lead(staff, on):
    """How many people of the teams that `staff` leads passed a quiz and wait for being seen at work."""
    led = TeamLead.objects.filter(staff=staff, since__lte=on).exclude(until__lte=on).values("team")
    at_work = StaffMember.objects.active_on(on).filter(team__in=led).exclude(pk=staff.pk)
    return waiting_attempts(at_work).values("staff").distinct().count()


def _observation_duty(count):
    words = ngettext("%(n)s person waits to be seen at work", "%(n)s people wait to be seen at work", count)
    return Duty(
        kind="training.observation",
        title=words % {"n": number(count)},
        detail=_("They passed the quiz; say what you saw."),
        url=reverse("training:observe"),
        due_on=None,
        icon="eye",
        action=_("Note it"),
        minutes=1,
        count=count,
    )


def _duty(card):
    return Duty(
        kind="training.course",
        title=_("Course: %(title)s") % {"title": card.course.title},
        detail=_detail(card),
        url=card.next_url,
        due_on=card.due_on or card.valid_until,
        icon="school",
        action=_action(card),
        minutes=card.minutes,
    )


def _action(card):
    if card.reads_changes and not card.has_open_attempt:
        return _("See what changed")
    return _("Go on") if card.is_begun else _("Begin")


def _detail(card):
    if card.status in IS_NOT_VALID or card.status == Status.EXPIRING:
        return str(STATUS_LABELS[card.status])
    return card.course.summary
