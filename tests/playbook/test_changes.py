"""What changed between editions, which class an author may choose, and whose signatures hold."""

from datetime import UTC, date, datetime

import pytest

from playbook import errors
from playbook.actions import sign_standard
from playbook.editions.changes import changes_of, removed_standards
from playbook.editions.comparison import compare
from playbook.editions.differences import word_diff
from playbook.editions.snapshot import take_snapshot
from playbook.models import ChangeClass, Edition
from playbook.signatures.standings import signature_counts
from playbook.verification import problems
from tests.factories.playbook import frozen_by, live_standard, live_touchpoint, republish
from tests.worlds import built_once

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
DAYS = [date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)]


@built_once
def greeting():
    return live_standard(live_touchpoint(), "سلام می‌کند.", "Says hello.", good="«سلام»")[0]


@built_once
def author(mina):
    return mina.user


def change_after(previous, page, **fields):
    republish(page, **fields)
    edition = Edition(number=previous.number + 1, effective_on=previous.effective_on)
    (change,) = changes_of(take_snapshot(edition), previous)
    return change


@pytest.mark.parametrize(
    ("fields", "allowed"),
    [
        ({}, ["unchanged"]),
        ({"good": "«سلام!»"}, ["editorial", "minor", "major"]),
        ({"why": "چون"}, ["editorial", "minor", "major"]),
        ({"behaviour": "با لبخند سلام می‌کند."}, ["minor", "major"]),
        ({"is_critical": True}, ["minor", "major"]),
    ],
)
def test_the_lowest_allowed_class_is_offered_first(author, greeting, fields, allowed):
    previous = frozen_by(author, DAYS[0], AT)
    assert change_after(previous, greeting, **fields).allowed == allowed


def test_a_class_below_the_allowed_is_refused_by_name(author, greeting):
    frozen_by(author, DAYS[0], AT)
    republish(greeting, behaviour="با لبخند سلام می‌کند.")
    with pytest.raises(errors.ChangeClassTooLow) as refusal:
        frozen_by(author, DAYS[1], AT, classes={"DUR-01": ChangeClass.EDITORIAL})
    assert refusal.value.codes == ["DUR-01"]


def test_a_standard_that_is_unpublished_is_named_as_removed(author, greeting):
    frozen_by(author, DAYS[0], AT)
    second = live_standard((greeting.get_parent().specific, None), "خداحافظی می‌کند.", "")[0]
    previous = frozen_by(author, DAYS[1], AT)
    second.unpublish()
    snapshot = take_snapshot(Edition(number=3, effective_on=DAYS[2]))
    assert [row.code for row in removed_standards(snapshot, previous)] == ["DUR-02"]


def test_signatures_hold_through_editorial_end_with_major_and_return_with_the_text(author, greeting, narges):
    first = frozen_by(author, DAYS[0], AT)
    sign_standard(standard=first.standards.get(), staff=narges, by=narges.user, at=AT)
    republish(greeting, good="«سلام!»")
    second = frozen_by(author, DAYS[1], AT)
    republish(greeting, behaviour="با لبخند سلام می‌کند.")
    third = frozen_by(author, DAYS[2], AT, classes={"DUR-01": ChangeClass.MAJOR})
    republish(greeting, behaviour="سلام می‌کند.", good="«سلام»")
    fourth = frozen_by(author, DAYS[3], AT)
    classes = [edition.standards.get().change_class for edition in (first, second, third, fourth)]
    assert classes == ["new", "editorial", "major", "minor"]
    assert [signature_counts([narges.pk], day)[narges.pk].signed for day in DAYS] == [1, 1, 0, 1]
    assert list(problems()) == []


def test_minor_asks_to_read_again(author, greeting, narges):
    first = frozen_by(author, DAYS[0], AT)
    sign_standard(standard=first.standards.get(), staff=narges, by=narges.user, at=AT)
    republish(greeting, good="«سلام!»")
    second = frozen_by(author, DAYS[1], AT, classes={"DUR-01": ChangeClass.MINOR})
    assert signature_counts([narges.pk], DAYS[1])[narges.pk].signed == 0
    assert second.standards.get().binds_from == DAYS[1]


def test_missing_translations_are_named(author, greeting):
    live_standard((greeting.get_parent().specific, None), "خداحافظی می‌کند.", "")
    snapshot = take_snapshot(Edition(number=1, effective_on=DAYS[0]))
    assert [(item.code, item.language) for item in snapshot.missing] == [("DUR-02", "en")]


def test_comparing_shows_the_words_that_came_and_went(author, greeting):
    first = frozen_by(author, DAYS[0], AT)
    republish(greeting, behaviour="با لبخند سلام می‌کند.")
    second = frozen_by(author, DAYS[1], AT)
    ((row, texts),) = compare(first, second)["changed"]
    assert (row.code, len(texts)) == ("DUR-01", 1)
    pieces = word_diff("سلام می‌کند.", "با لبخند سلام می‌کند.")
    assert [(piece.kind, piece.text) for piece in pieces] == [("new", "با لبخند "), ("same", "سلام می‌کند.")]


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("a b c", "a x y c", [("same", "a "), ("gone", "b"), ("new", "x y"), ("same", " c")]),
        ("by the end", "within ten minutes", [("gone", "by the end"), ("new", "within ten minutes")]),
        ("same words", "same words", [("same", "same words")]),
        ("", "new words", [("new", "new words")]),
        ("old", "", [("gone", "old")]),
        ("one two", "one  two", [("same", "one"), ("gone", " "), ("new", "  "), ("same", "two")]),
    ],
)  # fmt: skip
def test_words_changed_side_by_side_are_one_run(before, after, pieces):
    found = word_diff(before, after)
    assert [(piece.kind, piece.text) for piece in found] == pieces
    assert "".join(piece.text for piece in found if piece.kind != "new") == before
    assert "".join(piece.text for piece in found if piece.kind != "gone") == after
