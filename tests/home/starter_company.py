"""A company that begins with a starter folder."""

from copy import deepcopy

from django.utils import timezone

from home.desks.drafts import COURSES, FOLDER, drafts_of
from home.starters import files
from home.starters.choice import choose_starter
from playbook.actions import draft_edition, freeze_edition, submit_edition_for_review
from playbook.actions.drafts import publish_drafts

BOTH = ("fa", "en")


def choose(by, name="cafe", roles=None, languages=BOTH, currency="IRR", starter=None):
    about = {"roles": roles or {}, "languages": languages, "currency": currency}
    return choose_starter(starter=starter or files.starter(name), by=by, at=timezone.now(), **about)


def small():
    """The café's folder without most of it: what holds for one standard holds for all."""
    data = deepcopy(files.read("cafe"))
    data["touchpoint"] = [row for row in data["touchpoint"] if row["code"] in ("ordering", "making")]
    lesson, questions = data["course"][0]["lesson"][1], data["course"][0]["question"]
    asked = [row for row in questions if row["standard"] in lesson["standards"]]
    lesson["standards"] = ["DUR-03"]
    data["course"] = [data["course"][0] | {"lesson": [lesson], "question": asked}]
    return files.Starter("cafe", data)


def publish_all(by):
    done = [publish_drafts(pages=pages_of(which), by=by, at=timezone.now()) for which in (FOLDER, COURSES)]
    assert [one.held for one in done] == [[], []]
    return sum(len(one.pages) for one in done)


def pages_of(which):
    return [page for row in drafts_of(which) for page in row.pages]


def first_edition(by):
    today, now = timezone.localdate(), timezone.now()
    edition = draft_edition(title_fa="نخستین", title_en="First", effective_on=today, by=by, at=now)
    submit_edition_for_review(edition=edition, by=by, at=now)
    return freeze_edition(edition=edition, by=by, at=now)
