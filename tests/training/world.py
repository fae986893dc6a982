"""A small course for tests: two lessons in both languages, three questions, one of them about a critical standard."""

from contextlib import contextmanager
from datetime import UTC, datetime

from django.db import connection, connections

from tests.database import copy_to
from tests.factories.playbook import FrozenStandardFactory, frozen_edition
from training.actions import save_answer, start_attempt, submit_attempt
from training.actions.courses.whole import create_course

NOON = datetime(2026, 3, 10, 8, 30, tzinfo=UTC)
RIGHT_FA, RIGHT_EN = "همان لحظه سلام می‌کنم", "I greet at once"
FEEDBACK_CANARY = "CANARY-FEEDBACK"


def make_edition():
    """DUR-01 and DUR-02 are normal, DUR-05 is critical."""
    edition = frozen_edition(standards=0)
    for code in ("DUR-01", "DUR-02", "DUR-05"):
        FrozenStandardFactory(edition=edition, code=code, is_critical=code == "DUR-05")
    return edition


def make_course(edition=None, **rules):
    edition = edition or make_edition()
    return create_course(
        title_fa="خوشامد",
        title_en="Welcome",
        summary_fa="چطور مهمان را ببینیم.",
        summary_en="How to see a guest.",
        lessons=[
            _lesson("سی ثانیهٔ اول", "The first thirty seconds", "DUR-01"),
            _lesson("حساسیت", "Allergies", "DUR-05"),
        ],
        questions=[_question(code) for code in ("DUR-01", "DUR-02", "DUR-05")],
        edition=edition,
        **{"pass_mark": 6000, **rules},
    )


def _lesson(title_fa, title_en, code):
    return {
        "title_fa": title_fa,
        "title_en": title_en,
        "body_fa": ["سلام و نگاه شما جواب است."],
        "body_en": ["Your look is the answer."],
        "standards": [code],
        "try_fa": "یک بار امروز امتحان کنید.",
        "try_en": "Try it once today.",
    }


def _question(code):
    return {
        "standard": code,
        "text_fa": f"دربارهٔ {code} چه می‌کنید؟",
        "text_en": f"What do you do about {code}?",
        "options_fa": ["صبر می‌کنم تا صدا بزند", RIGHT_FA, "کارم را تمام می‌کنم", "به همکارم اشاره می‌کنم"],
        "options_en": ["I wait for a call", RIGHT_EN, "I finish my work", "I nod to a colleague"],
        "feedback_fa": [FEEDBACK_CANARY] * 4,
        "feedback_en": [FEEDBACK_CANARY] * 4,
        "right": 2,
    }


def token_of(answer, *, right):
    """The token of the right option, or of some wrong one."""
    keys = {option["key"] for option in answer.version.content["options"] if option["correct"] == right}
    return next(token for token, key in answer.layout if key in keys)


def sit(course, staff, *, wrong=(), at=NOON, by=None):
    """A whole attempt: everything right but the questions at the positions `wrong`."""
    by = by or staff.user
    attempt = start_attempt(course=course, staff=staff, by=by, at=at)
    for answer in attempt.answers.select_related("version"):
        token = token_of(answer, right=answer.position not in wrong)
        save_answer(attempt=attempt, position=answer.position, answer=token, at=at)
    return submit_attempt(attempt=attempt, by=by, at=at)


def confirmed(client, address, data):
    """What a form of giving sends, and the yes to whom it reaches; the answer to a form that was refused."""
    reply = client.post(address, data)
    if reply.status_code != 200:
        return reply
    return client.post(address, {**data, "reach": reply.context["reach"].seal})


@contextmanager
def on_disk(folder):
    """SQLite's tests live in memory, where threads trip over table locks that files do not have: a copy in a file.

    PostgreSQL is used as it is.
    """
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    copy_to(folder / "copy.sqlite3")
    settings, memory = connections.settings["default"], connections["default"]
    name, settings["NAME"] = settings["NAME"], str(folder / "copy.sqlite3")
    del connections["default"]
    try:
        yield
    finally:
        connections["default"].close()
        settings["NAME"] = name
        connections["default"] = memory
