"""Evaluations that are hard to print. Each function takes the people and answers with a released evaluation."""

from dataclasses import replace
from datetime import UTC, datetime

from evaluations import actions
from evaluations.models import Evaluation
from tests.factories.evaluations import (
    NOW,
    assign,
    draft,
    given_answers,
    open_cycle,
    published_scorecard,
    released,
)
from tests.factories.people import StaffFactory
from tests.factories.playbook import frozen_edition

LATER = datetime(2026, 12, 5, 8, tzinfo=UTC)
MIXED = "سفارش «Flat White» را با table 7 اشتباه گرفت (order #A-12، ساعت 18:00)؛ سپس گفت: “sorry!” و ۳۵٪ تخفیف داد."
LONG = ("مشتری پرسید که نوشیدنی کی آماده می‌شود و پاسخ روشنی نگرفت. " * 40)[:2000]


def sixty_criteria(people):
    card = published_scorecard(frozen_edition(standards=60))
    return _released(people, card, [10000, 7500, 5000, None, 7500, 10000] * 10)


def long_comment(people):
    return _released(people, published_scorecard(frozen_edition(standards=5)), comments={1: LONG, 3: LONG})


def long_name(people):
    given = "یاسمن‌زهرا", "حسینی‌نژاد طباطبایی یزدی‌زادهٔ اصل تبریزی"
    people.narges.given_name_fa, people.narges.family_name_fa = given
    people.narges.given_name_en, people.narges.family_name_en = "Yasaman-Zahra", "Hosseininejad Tabatabaei Yazdizadeh"
    people.narges.save()
    return _released(people, published_scorecard())


def mixed_lines(people):
    return _released(people, published_scorecard(), comments={0: MIXED, 1: "All good: نوشیدنی در ۴ min رسید.", 2: ""})


def nothing_arose(people):
    return _released(people, published_scorecard(), [None, None, None])


def failed_gate(people):
    card = published_scorecard(criteria={"critical": "all"})
    return _released(people, card, [10000, 0, 7500], comments={1: "قیمت را نگفت."})


def open_dispute(people):
    evaluation = _released(people, published_scorecard(), [10000, 5000, 7500])
    first, second, _third = given_answers(evaluation.scorecard)
    points = {first: "آن روز در مرخصی بودم.", second: MIXED}
    actions.open_dispute(evaluation=evaluation, points=points, by=people.narges.user, at=LATER)
    return Evaluation.objects.get(pk=evaluation.pk)


def correction(people):
    old = _released(people, published_scorecard(), [10000, 5000, 7500])
    answers = given_answers(old.scorecard, [10000, 10000, 7500], "دوباره دیده شد.")
    return actions.correct_evaluation(
        evaluation=old, answers=answers, reason="نتیجهٔ سنجهٔ دوم جابه‌جا ثبت شده بود.", by=people.hoda.user, at=LATER
    )


SCENES = (
    sixty_criteria,
    long_comment,
    long_name,
    mixed_lines,
    nothing_arose,
    failed_gate,
    open_dispute,
    correction,
)


def cycle_of_many(people):
    """Twenty standards, eight people seen twice; Narges has a name of forty letters."""
    long_name(people)
    card = published_scorecard(frozen_edition(standards=20))
    cycle = open_cycle(card.edition)
    crew = [people.narges, people.parisa, *StaffFactory.create_batch(6, team=people.day_shift)]
    for place, subject in enumerate(crew):
        seen = assign(cycle, subject=subject, evaluator=people.saeed, scorecard=card, wanted=2)
        low = 5000 if place % 3 else 2500
        for good in (10000, 7500):
            released(seen, [good, low, None if place else 0, 7500, 10000] * 4)
    return cycle


def cycle_of_one(people):
    """One evaluation, in which hardly anything arose."""
    card = published_scorecard(frozen_edition(standards=3))
    cycle = open_cycle(card.edition)
    released(assign(cycle, subject=people.narges, evaluator=people.saeed, scorecard=card), [None, 5000, None])
    return cycle


CYCLES = (cycle_of_many, cycle_of_one)


def with_comments(people, card, comments):
    return _released(people, card, comments=comments)


def _released(people, card, values=None, *, comments=None):
    """`comments`: {place of the criterion: what is said about it}; nothing is said about the others."""
    cycle = open_cycle(card.edition)
    assignment = assign(cycle, subject=people.narges, evaluator=people.saeed, scorecard=card)
    if comments is None:
        return released(assignment, values)
    given = given_answers(card, values, "").items()
    answers = {key: replace(answer, comment=comments.get(place, "")) for place, (key, answer) in enumerate(given)}
    evaluation, by = draft(assignment), people.saeed.user
    actions.save_answers(evaluation=evaluation, answers=answers, version=evaluation.version, by=by, at=NOW)
    actions.submit_evaluation(evaluation=evaluation, by=by, at=NOW)
    return actions.release_evaluation(evaluation=evaluation, by=people.hoda.user, at=NOW)
