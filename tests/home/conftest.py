"""The company in the middle of its autumn cycle. `autumn` stops the clock at the factories' NOW."""

from datetime import date
from types import SimpleNamespace

import pytest
import time_machine

from tests.factories.evaluations import NOW, assign, open_cycle, published_scorecard, released
from tests.factories.people import StaffFactory
from tests.factories.playbook import frozen_edition
from tests.worlds import built_once

TAJRISH_SECRET = "رازدار تجریشی"


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False):
        yield NOW


@built_once(at=NOW)
def autumn(clock, people):
    return make_autumn(people)


def make_autumn(people):
    """Narges and Parisa are evaluated by Saeed (Parisa's is late), Roya of Tajrish by Kaveh."""
    edition = frozen_edition()
    card = published_scorecard(edition)
    cycle = open_cycle(edition)
    roya = StaffFactory(
        given_name_fa="رویا", family_name_fa=TAJRISH_SECRET, team=people.tajrish_shift, job_role=people.server
    )
    about_narges = assign(cycle, subject=people.narges, evaluator=people.saeed, scorecard=card)
    about_roya = assign(cycle, subject=roya, evaluator=people.kaveh, scorecard=card)
    late = assign(cycle, subject=people.parisa, evaluator=people.saeed, scorecard=card, due_on=date(2026, 11, 10))
    return SimpleNamespace(
        edition=edition,
        card=card,
        cycle=cycle,
        roya=roya,
        late=late,
        narges_evaluation=released(about_narges, [10000, 7500, 5000]),
        roya_evaluation=released(about_roya, [2500, 2500, 2500]),
    )
