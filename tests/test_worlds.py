"""What the suite stands on: worlds that are indexed once say what worlds that are indexed at every save say."""

import pytest
from django.db import transaction
from wagtail.models import ReferenceIndex
from wagtail.search.models import IndexEntry

from tests.indexing import indexed_once
from tests.training.world import make_course
from tests.worlds import _place, uses_the_database


def _indexed(make):
    """What both indexes say once `make` has written its pages; of what has a key, but for the key. A title's weight is
    by the titles that were indexed before it."""
    with transaction.atomic():
        make()
        words = [_without(row, "id", "object_id", "index_entry", "title_norm") for row in IndexEntry.objects.values()]
        places = [_without(row, "id", "object_id", "to_object_id") for row in ReferenceIndex.objects.values()]
        transaction.set_rollback(True)
    return sorted(words), sorted(places)


def _without(row, *names):
    return str(sorted((name, str(value)) for name, value in row.items() if name not in names))


def _course_once():
    with indexed_once():
        make_course()


@pytest.mark.django_db
def test_a_world_is_indexed_as_if_at_every_save():
    words, places = _indexed(make_course)
    assert _indexed(_course_once) == (words, places)
    assert len(words) >= 6


def test_a_test_without_rows_is_told_from_one_with(request):
    assert not uses_the_database(request.node)


def test_one_that_asks_for_a_persona_has_rows(request, narges):
    assert uses_the_database(request.node) and narges.pk


def test_one_that_lifts_the_block_itself_has_rows(request, django_db_blocker):
    assert uses_the_database(request.node) and django_db_blocker


def test_tests_of_the_same_worlds_follow_one_another():
    seen, asked = {}, ["ab", "", "a", "abc", "b", "ab", "ac", "a"]
    in_order = ["", "a", "a", "ab", "ab", "abc", "ac", "b"]
    assert sorted(asked, key=lambda worlds: _place(worlds, seen)) == in_order
