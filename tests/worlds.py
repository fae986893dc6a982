"""Worlds that many tests stand on: each is built once, and every test has it as if it had been built for it alone.

    @built_once
    def people(): ...            # tests/conftest.py

    @built_once
    def edition(people): ...     # stands on the people; `narges` and the other personas may be asked for too

    @built_once(at=NOW)
    def autumn(clock, people): ...   # built at that moment; the test has its `clock` as always

A world is a fixture. Its rows are written in a transaction that stays open while the following tests want the same
world; each of them works in a savepoint above it and rolls back to it. What the function returns is given to each test
as a copy of its own; the worlds of one test share their objects, as if they had been built one after another.

Its function asks for worlds, personas and clocks only, and leaves nothing behind but rows and what it returns: no file
that a test may delete, nothing in the cache. Where a module stops the clock for all its tests, its fixtures stay plain.
A test for which nothing can stay open (with `transaction=True`, or beside a scene of its module) builds its own.
"""

import functools
import inspect
import pickle
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, takewhile
from unittest import mock

import pytest
import time_machine
from django.core import mail
from django.db import connection, transaction

from tests.indexing import indexed_once
from tests.personas import NAMES

CLOCKS = ("clock", "at_now")
BLOCKER = "django_db_blocker"


def built_once(build=None, *, at=None):
    """The fixture of a world that `build` builds; `at` is the moment of the clock that it asks for."""
    if build is None:
        return functools.partial(built_once, at=at)
    wanted = list(inspect.signature(build).parameters)
    name = build.__name__

    def of_the_test(db, **given):
        return STAGE.copies[name] if name in STAGE.copies else build(**given)

    asked = [inspect.Parameter(one, inspect.Parameter.POSITIONAL_OR_KEYWORD) for one in ["db", *wanted]]
    of_the_test.__signature__ = inspect.Signature(asked)
    of_the_test.__doc__ = build.__doc__
    of_the_test.world = World(name, build, tuple(wanted), at)
    return pytest.fixture(name=name)(of_the_test)


@dataclass(frozen=True, eq=False)
class World:
    name: str
    build: object
    wanted: tuple
    at: datetime | None

    def built_on(self, shown):
        """Its rows are written now; `shown` are the worlds below it by name."""
        arguments = {name: self._argument(name, shown) for name in self.wanted}
        clock = time_machine.travel(self.at, tick=False) if self.at else nullcontext()
        # What is mailed meanwhile no test sees, not even the first.
        with clock, mock.patch.object(mail, "outbox", []), indexed_once():
            return self.build(**arguments)

    def _argument(self, name, shown):
        if name in shown:
            return shown[name]
        if name in CLOCKS:
            return self.at
        if name in NAMES:
            return getattr(shown["people"], name)
        raise LookupError(f"{name} of {self.name} is neither a world nor a persona nor a clock")


@dataclass(frozen=True)
class Floor:
    """A world that stands, and all that stands up to here as the tests get it."""

    world: World
    block: transaction.Atomic
    kept: bytes


class Stage:
    """The worlds that stand now, one above another."""

    def __init__(self):
        self.floors = []
        self.copies = {}
        self.blocker = None

    def clear_for(self, item):
        """Takes away what the next test does not stand on, before any scene of its module begins."""
        self.copies = {}
        if self.floors and uses_the_database(item):
            with self.blocker.unblock():
                self.close(down_to=self._common_with(worlds_of(item)))

    def set_for(self, item):
        """Builds what the test stands on and what is not there yet."""
        wanted = worlds_of(item)
        if not wanted or (connection.in_atomic_block and not self.floors):
            return
        for world in wanted[len(self.floors) :]:
            self._build(world)
        self.copies = self._copied()

    def close(self, down_to=0):
        while len(self.floors) > down_to:
            _leave(self.floors.pop().block)

    def _common_with(self, wanted):
        if connection.closed_in_transaction or connection.needs_rollback:
            return 0
        pairs = zip([floor.world for floor in self.floors], wanted, strict=False)
        return len(list(takewhile(lambda pair: pair[0] is pair[1], pairs)))

    def _copied(self):
        return pickle.loads(self.floors[-1].kept) if self.floors else {}

    def _build(self, world):
        shown = self._copied()
        block = _enter()
        try:
            shown[world.name] = world.built_on(shown)
            # What waits for the end of a transaction is asked here once, and not again after each test.
            connection.check_constraints()
            kept = pickle.dumps(shown, pickle.HIGHEST_PROTOCOL)
        except BaseException:
            _leave(block)
            raise
        self.floors.append(Floor(world, block, kept))


STAGE = Stage()


def _enter():
    block = transaction.atomic()
    # As the test's own block: it does not count for actions that insist on being the outermost.
    block._from_testcase = True
    block.__enter__()
    return block


def _leave(block):
    transaction.set_rollback(True)
    block.__exit__(None, None, None)


def uses_the_database(item):
    asked = {"db", "transactional_db"} & set(item.fixturenames)
    return bool(item.get_closest_marker("django_db") or asked or _lifts_the_block(item))


def _lifts_the_block(item):
    """By itself, or by a fixture of ours. pytest-django has one that asks for the blocker beside every test."""
    definitions = item._fixtureinfo.name2fixturedefs
    ours = (one for name in item.fixturenames for one in definitions.get(name, ()) if one.baseid.startswith("tests"))
    return BLOCKER in item._fixtureinfo.argnames or any(BLOCKER in one.argnames for one in ours)


def _may_stay_open(item):
    marker = item.get_closest_marker("django_db")
    if {"transactional_db", "live_server"} & set(item.fixturenames) or (marker and (marker.args or marker.kwargs)):
        return False
    return not any(_is_a_scene(definitions[-1]) for definitions in item._fixtureinfo.name2fixturedefs.values())


def _is_a_scene(definition):
    """Does it keep a transaction of its own open for a whole module?"""
    return definition.scope != "function" and BLOCKER in definition.argnames and definition.baseid.startswith("tests/")


def worlds_of(item):
    """The worlds that a test wants, the lower first."""
    if not _may_stay_open(item):
        return []
    found = {}
    for name in item.fixturenames:
        _add(name, item._fixtureinfo.name2fixturedefs, found)
    return list(found.values())


def by_worlds(items):
    """Within each module, tests that stand on the same worlds follow one another: these are built once for them all."""
    for _module, tests in groupby(items, key=lambda item: item.path):
        seen = {}
        yield from sorted(tests, key=lambda item: _place(worlds_of(item), seen))


def _place(worlds, seen):
    """Of each world, with those below it, the number of those that were met before."""
    return [seen.setdefault(tuple(worlds[: height + 1]), len(seen)) for height in range(len(worlds))]


def _add(name, definitions, found):
    world = _world_called(name, definitions)
    if world is None or name in found:
        return
    for lower in world.wanted:
        if lower in NAMES and not _world_called(lower, definitions):
            lower = _people_of(lower, definitions)
        _add(lower, definitions, found)
    found[name] = world


def _people_of(persona, definitions):
    """The world that a persona belongs to. A module's own fixture of that name must be a world itself."""
    assert definitions[persona][-1].baseid == "tests", f"{persona} is another one here"
    return "people"


def _world_called(name, definitions):
    definition = definitions.get(name)
    return getattr(definition[-1].func, "world", None) if definition else None
