"""What happens to an evaluator in mid-cycle, and what HR does about it."""

from datetime import date

from django.urls import reverse

from evaluations.actions.handovers import hand_on
from evaluations.cycles.orphans import without_evaluator
from people.actions import end_lead, record_leaving
from people.actions.absences import enter_absence
from tests.factories.evaluations import NOW

BOARD, DESK = reverse("evaluations:without_evaluator"), reverse("home:hr_desk")
TODAY, PAST = NOW.date(), date(2026, 11, 10)


def leaves(people, staff=None):
    return record_leaving(staff=staff or people.saeed, left_on=TODAY, by=people.hoda.user, at=NOW, on=TODAY)


def is_away(people, until=date(2027, 1, 1)):
    about = {"reason": "سفر", "by": people.hoda.user, "at": NOW}
    return enter_absence(staff=people.saeed, starts_on=TODAY, ends_on=until, **about)


def leads_no_more(people):
    leadership = people.saeed.leaderships.get()
    end_lead(leadership=leadership, until=TODAY, by=people.hoda.user, at=NOW)


def orphans(**more):
    return {(one.assignment.subject.code, one.gone, one.left) for one in without_evaluator(TODAY, **more)}


def give(row, former, successor, by, at=NOW):
    return hand_on(assignment=row, former=former, successor=successor, by=by.user, at=at)
