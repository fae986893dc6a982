"""Rows that stand in memory are narrowed by the address as those of the database are; a drawn list has files."""

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from kit.filters import Pills, RowFilter
from kit.lists import ListPage, Sheet
from kit.text.folding import fold

SIZES = [("", "All"), ("big", "Big"), ("small", "Small")]
ROWS = [("کاف", 3), ("بی", 12), ("کتاب", 40)]
FILTER = RowFilter(
    Pills("size", SIZES, lambda row, size: not size or (row[1] > 10) == (size == "big")),
    Pills("even", [("yes", "Even")], lambda row, _value: row[1] % 2 == 0),
    text=lambda row: fold(row[0]),
)


def narrowed(address):
    return FILTER.narrow(ROWS, QueryDict(address))


def test_without_a_wish_every_row_stands_in_its_order():
    found = narrowed("")
    assert (found.qs, found.every) == (ROWS, ROWS)
    assert (found.chosen, found.words) == ({"size": "", "even": ""}, "")


def test_pills_and_words_narrow_together():
    assert narrowed("size=big").qs == ROWS[1:]
    assert narrowed("size=small&even=yes").qs == []
    assert narrowed("size=big&q=كتاب").qs == [ROWS[2]]


def test_what_makes_no_sense_narrows_nothing():
    found = narrowed("size=huge&even=")
    assert (found.qs, found.chosen) == (ROWS, {"size": "", "even": ""})


def test_pills_say_how_many_of_all_rows_they_hold():
    assert narrowed("size=small").counts("size") == [("", "All", 3), ("big", "Big", 2), ("small", "Small", 1)]


def test_words_have_an_end():
    assert len(narrowed(f"q={'a' * 200}").words) == 80


def test_without_a_text_there_are_no_words():
    found = RowFilter(FILTER.pills[0]).narrow(ROWS, QueryDict("q=nothing"))
    assert (found.qs, found.words) == (ROWS, "")


class Sizes(ListPage):
    row_filter = FILTER
    exports = "csv shelves"

    def rows(self):
        return ROWS

    def sheet(self, name, rows):
        return Sheet(name, [("Name", lambda row: row[0]), ("Size", lambda row: row[1])], rows)


@pytest.mark.django_db  # an answer that is closed looks after the connections
def test_the_file_has_the_rows_that_are_narrowed(monkeypatch):
    asked = []
    monkeypatch.setattr("kit.lists.ask_again", lambda request, *, page: asked.append(page))
    answer = Sizes.as_view()(RequestFactory().get("/sizes/?size=big&_export=csv"))
    assert _taken(answer).decode("utf-8-sig").splitlines() == ["Name,Size", "بی,12", "کتاب,40"]
    assert asked == ["/sizes/?size=big"]
    answer = Sizes.as_view()(RequestFactory().get("/sizes/?_export=shelves"))
    assert _taken(answer).startswith(b"PK")
    assert (answer.filename[:7], answer.filename[-5:]) == ("shelves", ".xlsx")


def _taken(answer):
    content = b"".join(answer.streaming_content)
    answer.close()
    return content
