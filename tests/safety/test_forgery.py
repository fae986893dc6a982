"""Forged fields, other people's keys, refused posts: nothing is written."""

from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from types import SimpleNamespace
from unittest import mock

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client

from tests.access import PASSWORD, SIGN_IN
from tests.access_table import make_world, rows
from tests.database import reset_sequences
from tests.doors import knock, read_out, sign_everybody_in
from tests.factories.evaluations import given_answers
from tests.personas import EVERYBODY
from tests.safety.crawling import rows_of_tables

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ROWS = rows()
REFUSED = {403, 404, 405, SIGN_IN, PASSWORD}
WORKED = {200, 204, 302}
# What no form of ours asks for; a form that bound a model without naming its fields would take it.
FORGED = [
    "id",
    "pk",
    "user",
    "user_id",
    "staff_id",
    "subject_id",
    "evaluator_id",
    "evaluator_id",
    "is_superuser",
    "is_staff",
    "is_active",
    "groups",
    "user_permissions",
    "password",
    "score",
    "raw_score",
    "outcome",
    "state",
    "content_hash",
    "released_at",
    "submitted_at",
    "acknowledged_at",
    "is_current",
    "revision",
    "amount",
    "difference",
    "already",
    "computed_by",
    "approved_by",
    "approved_by_id",
    "frozen_by",
    "by",
    "by_id",
    "at",
    "signed_at",
    "text_hash",
    "opened_by",
    "resolved_by",
    "drafted_by",
    "published_at",
    "frozen_at",
    "lineage",
    "left_on",
    "requester_key",
    "access_roles",
    "is_correct",
    "is_passed",
    "points",
    "extra_attempts",
    "from_staff",
    "given_at",
    "superseded_on",
    "structure_hash",
]


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        world = make_world()
        yield SimpleNamespace(world=world, cookies=sign_everybody_in(world))
        transaction.set_rollback(True)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_what_is_refused_writes_nothing(row, scene):
    surprises = []
    for who, statuses in row.expected("post").items():
        if not set(statuses) <= REFUSED:
            continue
        url, data = row.address(scene.world), row.data(scene.world)
        outcome, written = knock(url, cookies=scene.cookies[who], method="post", data=data)
        surprises += [(who, outcome, sql[:120]) for sql in written if "axes_" not in sql]
    assert surprises == []


def _answers(world):
    answers = given_answers(world.evaluations.card)
    return {f"o-{key}": one.outcome for key, one in answers.items()} | {f"c-{key}": "خوب" for key in answers}


def _first(world):
    return next(iter(given_answers(world.evaluations.card)))


STAFF = {
    "given_name_fa": "نرگس",
    "family_name_fa": "دیگر",
    "code": "P-narges",
    "joined_on": "1403/01/01",
    "contract_share": "100",
}


def _work(world):
    day = "2026-11-01"
    facts = {"team": world.office.key, "job_role": world.barista.key, "contract_share": "50"}
    return {**facts, "from_": day, "seen": day}


# Forms that the rows of access send empty, sent as they should be.
WHOLE = {
    "people:staff_edit": lambda w: {**STAFF, "team": w.day_shift.key, "job_role": w.barista.key},
    "people:staff_add": lambda w: {**STAFF, "code": "P-new", "team": w.day_shift.key, "job_role": w.barista.key},
    "people:work_change": _work,
    "people:work_back": _work,
    "people:work_correct": _work,
    "people:profile": lambda w: {"language": "en", "calendar": "gregorian", "digits": "en", "theme": "dark"},
    "people:display": lambda w: {"language": "en", "next": "/"},
    "people:branch_add": lambda w: {"name_fa": "نو", "name_en": "New", "code": "NEW"},
    "people:staff_sign_in": lambda w: {"username": "newcomer"},
    "people:open_ways": lambda w: {"open": [w.people.bare.key], f"username-{w.people.bare.key}": "newcomer"},
    "people:organisation": lambda w: {
        "name_fa": "ک", "name_en": "C", "currency": "IRR", "shows_toman": "on", "target_score": "85",
    },
    "people:grant": lambda w: {"role": "author"},
    "evaluations:save": lambda w: {**_answers(w), "version": w.evaluations.draft.version},
    "evaluations:fill": lambda w: {**_answers(w), "version": w.evaluations.draft.version, "submit": "1"},
    "evaluations:dispute": lambda w: {f"d-{_first(w)}": "on", f"r-{_first(w)}": "چرا؟"},
    "evaluations:correct": lambda w: {**_answers(w), "version": 1, "reason": "اشتباه"},
    "evaluations:void": lambda w: {"reason": "اشتباه"},
    "evaluations:dispute_detail": lambda w: {"decision": "rejected", "resolution": "نه", "version": 1},
    "evaluations:cycle_new": lambda w: {
        "title_fa": "نو", "edition": w.evaluations.cycle.edition.key, "starts_on": "1405/10/01",
        "ends_on": "1405/12/01", "releaser": "hr",
    },
    "evaluations:new_scale": lambda w: {
        "name_fa": "نو", "name_en": "New", "steps": "2", "drawn": "2", "label_fa_1": "بله", "label_en_1": "Yes",
        "value_1": "100", "label_fa_2": "نه", "label_en_2": "No", "value_2": "0", "fails_from": "2",
    },
    "evaluations:cycle_assign": lambda w: {"due_on": "1405/09/20", "wanted": "1"},
    "rewards:thank": lambda w: {"to": w.parisa.key, "standard": w.playbook.standard.key, "text": "ممنون"},
    "rewards:hold_row": lambda w: {"note": "مدارک"},
    "training:excuse": lambda w: {"reason": "مرخصی"},
    "playbook:edition_edit": lambda w: {"title_fa": "نو", "effective_on": "1405/10/01"},
}  # fmt: skip
# Not ours, or (a document) nothing is sent and its bytes are never the same.
NOT_TRIED = (
    "account_",
    "mfa_",
    "openid",
    "/",
    "wagtail",
    "kit:make_paper",
)


def _is_tried(row):
    worked = [set(statuses) - REFUSED for statuses in row.expected("post").values()]
    return not row.name.startswith(NOT_TRIED) and any(worked) and (row.name in WHOLE or any(w & WORKED for w in worked))


CASES = [row for row in ROWS if _is_tried(row)]


@pytest.mark.parametrize("row", CASES, ids=str)
def test_forged_fields_change_nothing(row, scene):
    """The same post with and without the forged fields leaves the same rows behind, byte for byte."""
    world, url = scene.world, row.address(scene.world)
    allowed = [who for who, statuses in row.expected("post").items() if not set(statuses) <= REFUSED]
    who = next((who for who in allowed if who in EVERYBODY), None)
    data = WHOLE.get(row.name, row.data)(world)
    forged = {name: "1" for name in FORGED if name not in data}
    plain, with_forged = (_after(url, scene.cookies[who], fields) for fields in (data, {**forged, **data}))
    assert plain[0] == with_forged[0]
    different = {table for table in plain[1] if plain[1][table] != with_forged[1][table]}
    assert different == set()


def _after(url, cookies, data):
    client = Client(raise_request_exception=False)
    client.cookies = cookies.copy()
    with transaction.atomic(), _the_same_chance():
        reset_sequences(connection)
        response = read_out(client.post(url, data))
        answer = response.status_code, rows_of_tables()
        transaction.set_rollback(True)
    return answer


@contextmanager
def _the_same_chance():
    """Keys in a row instead of random ones, and a clock that stands still just after the sign-in."""
    numbers = count(1)
    with (
        mock.patch("kit.values.keys.secrets.token_urlsafe", side_effect=lambda size=12: f"forged{next(numbers):010}"),
        mock.patch("os.urandom", side_effect=lambda size: next(numbers).to_bytes(size, "big")),
        mock.patch("kit.audit.hashes.secrets.token_hex", side_effect=lambda size: f"{next(numbers):0{2 * size}x}"),
        mock.patch("random.SystemRandom.random", return_value=0.5),
        mock.patch("secrets.choice", side_effect=lambda letters: letters[0]),
        time_machine.travel(datetime.now(UTC).replace(minute=0, second=0, microsecond=0), tick=False),
    ):
        yield


FACTOR_PAGES = ("/account/2fa/totp/activate/", "/account/2fa/reauthenticate/")
BEFORE_IT = {"account_login", "account_logout", "account_reauthenticate", "mfa_authenticate", "mfa_reauthenticate"}
BEFORE_IT |= {"mfa_activate_totp", "people:display"}
# Who has no password confirms with the provider before the second factor is set up.
BEFORE_IT |= {"people:confirm", "openid_connect_login", "openid_connect_callback"}


@pytest.mark.parametrize("has_app", [True, False], ids=["not given in this session", "not set up"])
@pytest.mark.parametrize("who", ["hoda", "armin"])
def test_without_the_second_factor_no_door_opens(who, has_app, scene, settings):
    """Every address of the house, the CMS included, by GET and by POST."""
    settings.SECOND_FACTOR_REQUIRED = True
    open_doors = []
    with transaction.atomic():
        if has_app:
            user = getattr(scene.world, who).user
            user.authenticator_set.create(type="totp", data={"secret": "x"})
        for url in _closed_addresses(scene.world):
            for method in ("get", "post"):
                client = Client(raise_request_exception=False)
                client.cookies = scene.cookies[who].copy()
                answer = getattr(client, method)(url)
                there = answer.headers.get("Location", "")
                if answer.status_code not in (301, 404) and not there.startswith(FACTOR_PAGES):
                    open_doors.append((method, url, answer.status_code, there))
        transaction.set_rollback(True)
    assert open_doors == []


def _closed_addresses(world):
    yield from (row.address(world) for row in ROWS if row.name not in BEFORE_IT)
    yield from ("/cms/", "/cms/pages/", "/cms/images/", "/cms/training/questions/", "/pages/")
