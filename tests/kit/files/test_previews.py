"""What waits between upload and confirmation: its bringer's alone, for two hours, and not without end."""

from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.utils import timezone

from kit.files.previews import MOST_KEPT, Previews

pytestmark = pytest.mark.django_db
SHELF = Previews("shelf")


def test_what_was_kept_is_found_by_its_bringer_for_two_hours(people):
    at = timezone.now()
    name = SHELF.keep({"a": ["۱"]}, by=people.hoda.user, at=at)
    assert SHELF.load(name, by=people.hoda.user, at=at + timedelta(hours=2)) == {"a": ["۱"]}
    assert SHELF.load(name, by=people.hoda.user, at=at + timedelta(hours=2, seconds=1)) is None
    assert SHELF.load(name, by=people.mina.user, at=at) is None
    assert Previews("another").load(name, by=people.hoda.user, at=at) is None
    for other in ("../shelf", "x" * 33, "", f"../{people.hoda.user.key}/{name}"):
        assert SHELF.load(other, by=people.mina.user, at=at) is None
    SHELF.drop(name, by=people.mina.user)
    assert SHELF.load(name, by=people.hoda.user, at=at)
    SHELF.drop(name, by=people.hoda.user)
    assert SHELF.load(name, by=people.hoda.user, at=at) is None


def test_one_person_keeps_so_many_and_the_oldest_goes(people):
    at = timezone.now()
    names = [SHELF.keep({"n": n}, by=people.narges.user, at=at) for n in range(MOST_KEPT + 3)]
    waiting = [name for name in names if SHELF.load(name, by=people.narges.user, at=at)]
    assert len(waiting) == MOST_KEPT
    assert names[-1] in waiting
    assert len(storages["private"].listdir(f"shelf/{people.narges.user.key}")[1]) == MOST_KEPT


def test_what_is_too_old_is_swept_away(people):
    at = timezone.now()
    name = SHELF.keep({}, by=people.mina.user, at=at)
    SHELF.drop_expired(at=at + timedelta(hours=1))
    assert SHELF.load(name, by=people.mina.user, at=at) == {}
    SHELF.drop_expired(at=at + timedelta(hours=3))
    assert SHELF.load(name, by=people.mina.user, at=at) is None
