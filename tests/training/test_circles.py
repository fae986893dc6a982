"""Courses that wait for one another: pure vectors."""

import pytest

from training.courses.prerequisites import circle_through, circles_in


@pytest.mark.parametrize(
    ("before", "circle"),
    [
        ({}, None),
        ({"coffee": {"milk"}}, None),
        ({"coffee": {"coffee"}}, ["coffee", "coffee"]),
        ({"coffee": {"milk"}, "milk": {"coffee"}}, ["coffee", "milk", "coffee"]),
        ({"coffee": {"milk"}, "milk": {"cup"}, "cup": {"coffee"}}, ["coffee", "milk", "cup", "coffee"]),
        ({"coffee": {"milk"}, "milk": {"cup"}, "cup": {"milk"}}, None),
        ({"coffee": {"milk", "cup"}, "milk": {"cup"}}, None),
        (
            {"coffee": {"milk"}, "milk": {"cup", "tea"}, "cup": {"tea"}, "tea": {"coffee"}},
            ["coffee", "milk", "tea", "coffee"],
        ),
    ],
)
def test_the_shortest_way_back(before, circle):
    assert circle_through("coffee", before) == circle


def test_every_circle_is_found_once():
    before = {"a": {"b"}, "b": {"a"}, "c": {"c"}, "d": {"a"}}
    assert circles_in(before) == [["a", "b", "a"], ["c", "c"]]
