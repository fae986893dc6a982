"""Courses that wait for one another: pure, over {course: the courses that come before it}."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

Course = TypeVar("Course")


def circle_through(start: Course, before: Mapping[Course, Iterable[Course]]) -> list[Course] | None:
    """A way from `start` over what comes before it back to `start`, as a list that begins and ends with it; None: there
    is none. The shortest one, so that what is named is what is to be mended."""
    paths, seen = [[start]], set()
    while paths:
        longer = []
        for path in paths:
            for course in before.get(path[-1], ()):
                if course == start:
                    return [*path, start]
                if course not in seen:
                    seen.add(course)
                    longer.append([*path, course])
        paths = longer
    return None


def circles_in(before: Mapping[Course, Iterable[Course]]) -> list[list[Course]]:
    """Every circle once: [[course, ..., course]]."""
    found, known = [], set()
    for course in before:
        circle = None if course in known else circle_through(course, before)
        if circle:
            found.append(circle)
            known.update(circle)
    return found
