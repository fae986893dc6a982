"""Thousands of forged requests to every address, form, list and upload: nothing falls, hangs, leaks or is half done.

FUZZ_REQUESTS=50000 FUZZ_SEED=7 bin/test tests/safety/test_fuzz.py     more of them, and others
FUZZ_CASE='home:board'#34 bin/test tests/safety/test_fuzz.py -k harm     one again, as a failure names it

The 50,000 find what 5,000 do not: run them before a release, with a seed that was not tried yet.
"""

import logging
import os
from random import Random
from types import SimpleNamespace

import pytest
from django.db import transaction

from tests.access_table import make_world, rows
from tests.doors import sign_everybody_in, undone
from tests.fuzzing import seeds, uploads
from tests.fuzzing.asks import Ask, Upload
from tests.fuzzing.changes import changed
from tests.fuzzing.following import follow
from tests.fuzzing.judging import faults, is_slow, stays_here
from tests.fuzzing.knocking import Door
from tests.fuzzing.values import ELSEWHERE, HEADERS, PLACES

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.fuzz]
REQUESTS = int(os.environ.get("FUZZ_REQUESTS", "5000"))
SEED = os.environ.get("FUZZ_SEED", "1")
ONE_CASE, _, ONE_NUMBER = os.environ.get("FUZZ_CASE", "").rpartition("#")
ROWS = [row for row in rows() if not ONE_CASE or str(row) == ONE_CASE]
CHUNKS = min(12, len(ROWS))
# How deep an answer is followed, in the same transaction: a preview is shown, confirmed, and shown again.
DEEP = 3


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    """One world for all requests; each is undone."""
    logging.disable(logging.CRITICAL)
    with django_db_blocker.unblock(), transaction.atomic():
        world = make_world()
        scene = SimpleNamespace(world=world, cookies=sign_everybody_in(world), door=Door(), sent=0)
        scene.uploads = uploads.good_files(world, lambda who, url: ask(Ask(who, "GET", url), scene).content)
        scene.known = known_keys(world)
        yield scene
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)


def known_keys(world):
    """Addresses' parts that lead to other things, and numbers that no form should take."""
    parts = [row.args(world) for row in rows()]
    keys = {str(value) for part in parts for value in (part.values() if isinstance(part, dict) else part)}
    return [*sorted(keys), "1", "2", "3", str(world.hoda.pk), str(world.armin.user.pk)]


def ask(asked, scene):
    scene.sent += 1
    return scene.door.answer(asked, scene.cookies[asked.who])


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_no_request_does_harm(chunk, scene):
    sent = scene.sent
    working = [(row, working_requests(row, scene)) for row in ROWS[chunk::CHUNKS]]
    weights = [sum(map(seeds.weight, asked)) for _, asked in working]
    budgets = [REQUESTS / CHUNKS * weight / sum(weights) for weight in weights]
    found = [
        fault
        for (row, asked), budget in zip(working, budgets, strict=True)
        for fault in faults_of_row(row, asked, budget, scene)
    ]
    assert not found, "\n" + "\n".join(found)
    assert ONE_CASE or scene.sent - sent >= REQUESTS / CHUNKS


def faults_of_row(row, working, budget, scene):
    """Each fault once, with the one line that names the request and how it is asked again."""
    known, number, begun = set(), int(ONE_NUMBER or 0), scene.sent
    weights = list(map(seeds.weight, working))
    while scene.sent - begun < budget:
        chance = Random(f"{SEED} {row} {number}")
        [first] = chance.choices(working, weights)
        for asked, fault in harm_of(changed(first, chance, scene.known), f"{SEED} {row} {number}", scene):
            if fault not in known:
                known.add(fault)
                yield f"FUZZ_SEED={SEED} FUZZ_CASE={str(row)!r}#{number}: {fault} | {asked}"
        if ONE_NUMBER:
            return
        number += 1


def working_requests(row, scene):
    """Of the row itself and of the forms and links of its page, as some of those see it who may."""
    chance = Random(f"{SEED} {row}")
    found = seeds.of_row(row, scene.world)
    for who in seeds.readers_of(row, chance):
        url = row.address(scene.world)
        with undone():
            answer = ask(Ask(who, "GET", url), scene)
        found += seeds.of_page(url, answer, who, chance, scene.uploads)
    return found


def harm_of(forged, key, scene):
    """[(request, fault)]. What took long is tried once more: a collection of garbage may have fallen into it."""
    found = walked(forged, Random(key), scene)
    if any(is_slow(fault) for _, fault in found):
        again = walked(forged, Random(key), scene)
        if not any(is_slow(fault) for _, fault in again):
            return again
    return found


def walked(forged, chance, scene):
    """The request and what it leads to, in one transaction that is undone at the end."""
    found, waiting = [], [(forged, 0)]
    with undone():
        while waiting:
            asked, deep = waiting.pop(0)
            answer = ask(asked, scene)
            found += [(asked if deep == 0 else f"{forged} THEN {asked}", fault) for fault in faults(asked, answer)]
            if deep < DEEP:
                waiting += [(then, deep + 1) for then in follow(asked, answer, chance, scene.uploads)]
    return found


UPLOADS = (
    "people:import", "people:letterhead", "people:certificate", "playbook:words_import", "playbook:folder_import",
    "training:bank_import", "evaluations:add_evidence", "evaluations:fill", "kit:verify_file",
)  # fmt: skip
HEAVY, MOST_WAYS = 300_000, 2


@pytest.mark.parametrize("name", UPLOADS)
def test_every_upload_takes_or_refuses_every_hostile_file(name, scene):
    row = next(row for row in rows() if row.name == name)
    sending, found = file_forms(row, scene), {}
    for number, file in enumerate(uploads.every_hostile_file()):
        # What is heavy for one kind of file is nothing for another.
        for one in sending if len(file.content) > HEAVY else [sending[number % len(sending)]]:
            fields = tuple((field, file if isinstance(value, Upload) else value) for field, value in one.fields)
            for asked, fault in harm_of(one.but(fields=fields), f"{SEED} {number}", scene):
                found.setdefault(fault, f"{fault} | {asked}")
    assert not found, "\n" + "\n".join(found.values())


def file_forms(row, scene):
    """The form that sends the file, filled in different ways; or the bare file, where a script sends it."""
    found = {}
    if seeds.let_in(row, "get"):
        who, url = seeds.let_in(row, "get")[-1], row.address(scene.world)
        answer = ask(Ask(who, "GET", url), scene)
        for number in range(12):
            filled = seeds.of_page(url, answer, who, Random(number), scene.uploads)
            found |= {str(_without_files(asked)): asked for asked in filled if _has_file(asked)}
    [*_, who] = seeds.let_in(row, "post")
    bare = Ask(who, "POST", row.address(scene.world), fields=(("file", scene.uploads[0]),))
    return sorted(found.values(), key=_left_empty)[:MOST_WAYS] or [bare]


def _left_empty(asked):
    return sum(value == "" for _, value in asked.fields)


def _without_files(asked):
    return asked.but(fields=tuple(pair for pair in asked.fields if not isinstance(pair[1], Upload)))


def _has_file(asked):
    return any(isinstance(value, Upload) for _, value in asked.fields)


@pytest.mark.parametrize("place", [place for place in PLACES if ELSEWHERE in place and "next=" not in place])
def test_the_judge_knows_what_browsers_take_for_another_host(place):
    assert not stays_here(place)


HEADED = ("media", "home:my_day", "people:staff_list", "account_login", "kit:verify", "evaluations:evidence")


@pytest.mark.parametrize("name", HEADED)
def test_every_forged_header_is_read_or_left_unread(name, scene):
    row = next(row for row in rows() if row.name == name)
    who = seeds.let_in(row, "get")[-1]
    plain = Ask(who, "GET", row.address(scene.world))
    forged = [plain.but(headers={header: value}) for header, values in HEADERS.items() for value in values]
    found = [f"{fault} | {asked}" for one in forged for asked, fault in harm_of(one, SEED, scene)]
    assert not found, "\n" + "\n".join(found)
