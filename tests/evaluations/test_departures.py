"""What stands on a standard is said before it is deleted, and stays."""

import pytest
from django.utils import timezone

from evaluations.links.departures import evaluations_on
from evaluations.models import Evaluation
from playbook.folder.departures import consequence_of
from tests.factories.evaluations import evaluation_about
from tests.factories.playbook import frozen_by, live_standard, live_touchpoint

pytestmark = pytest.mark.django_db


def test_the_evaluations_that_stand_on_it_are_counted_and_stay(people, mina, narges, saeed):
    page, _english = live_standard(live_touchpoint(), roles=[])
    assert evaluations_on([page.code]) == []
    edition = frozen_by(mina.user)
    evaluation_about(narges, saeed, edition=edition)
    said = evaluations_on([page.code])
    assert len(said) == 1 and said[0] in consequence_of(page, timezone.localdate())
    page.delete()
    assert Evaluation.objects.counted().count() == 1
