"""A company that begins with a starter folder."""

from django.utils import timezone

from home.drafts import COURSES, FOLDER, drafts_of
from home.starters import reading
from home.starters.choosing import choose_starter
from playbook.actions import draft_edition, freeze_edition, submit_edition_for_review
from playbook.actions.drafts import publish_drafts

BOTH = ("fa", "en")


def choose(by, name="cafe", roles=None, languages=BOTH, currency="IRR"):
    about = {"roles": roles or {}, "languages": languages, "currency": currency}
    return choose_starter(starter=reading.starter(name), by=by, at=timezone.now(), **about)


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
