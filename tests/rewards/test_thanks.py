"""A colleague is thanked for a standard."""

import pytest

from people.models import Notice
from rewards import errors
from tests.factories import rewards as made
from tests.factories.playbook import frozen_edition
from tests.worlds import built_once


@built_once
def standard(people):
    return frozen_edition(standards=1).standards.get()


def test_saeed_thanks_narges_for_a_standard(people, standard):
    thanks = made.thanks(people.saeed, people.narges, standard)
    assert (thanks.from_staff, thanks.to_staff, thanks.standard) == (people.saeed, people.narges, standard)
    assert Notice.objects.get(kind="rewards.thanked").recipient == people.narges.user


def test_nobody_thanks_themselves_or_who_has_left(people, standard):
    with pytest.raises(errors.ToOneself):
        made.thanks(people.saeed, people.saeed, standard)
    with pytest.raises(errors.NotAtWork):
        made.thanks(people.saeed, people.behnam, standard)
