"""Scales, scorecards, cycles and evaluations, made through the actions, so that hashes, scores and the log are true.

card = published_scorecard(edition)                      # one section per phase, a criterion per standard
cycle = open_cycle(edition)
assignment = assign(cycle, subject=narges, evaluator=saeed, scorecard=card)
draft(assignment); submitted(assignment, values=[10000, 5000, None]); released(assignment, …, at=…)
"""

from datetime import UTC, date, datetime

from evaluations import actions
from evaluations.actions.answers import GivenAnswer
from evaluations.documents.record import PAPER
from evaluations.models import Criterion, Scale, Scorecard
from evaluations.records.assessment import criteria_of
from kit.documents.creation import make_paper
from tests.factories.people import UserFactory
from tests.factories.playbook import frozen_edition

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
FIVE = (
    ("همیشه", "Always", 10000, True),
    ("اغلب", "Often", 7500, True),
    ("گاهی", "Sometimes", 5000, True),
    ("به‌ندرت", "Rarely", 2500, False),
    ("هرگز", "Never", 0, False),
)
NA = None


def somebody():
    """A user in whose name tests act when it does not matter who."""
    return UserFactory()


def five_steps(by=None):
    found = Scale.objects.filter(name_en="Frequency").first()
    return found or actions.create_scale(
        name_fa="بسامد", name_en="Frequency", outcomes=FIVE, by=by or somebody(), at=NOW
    )


def drafted_scorecard(edition=None, *, code="barista", role=None, by=None):
    return actions.draft_from_edition(
        code=code,
        title_fa="برگهٔ باریستا",
        title_en="Barista scorecard",
        edition=edition or frozen_edition(),
        scale=five_steps(by),
        role=role,
        by=by or somebody(),
        at=NOW,
    )


def published_scorecard(edition=None, *, code="barista", role=None, by=None, scorecard=None, criteria=None, **settings):
    """`criteria`: fields for every criterion, say `{"critical": "all"}`; `settings`: fields of the scorecard."""
    by = by or somebody()
    card = drafted_scorecard(edition, code=code, role=role, by=by)
    if criteria:
        Criterion.objects.filter(section__scorecard=card).update(**criteria)
    if settings:
        actions.edit_scorecard(scorecard=card, by=by, at=NOW, **settings)
    return actions.publish_scorecard(scorecard=card, by=by, at=NOW)


def open_cycle(edition=None, *, title="پاییز ۱۴۰۵", by=None, **fields):
    options = {"title_en": "Autumn 2026", "starts_on": date(2026, 9, 23), "ends_on": date(2026, 12, 22)} | fields
    return actions.open_cycle(
        title_fa=title, edition=edition or frozen_edition(), by=by or somebody(), at=NOW, **options
    )


def assign(cycle, *, subject, evaluator, scorecard=None, by=None, **fields):
    """The scorecard defaults to the published one of the cycle's edition."""
    card = scorecard or Scorecard.objects.published().filter(edition=cycle.edition).first()
    card = card or published_scorecard(cycle.edition)
    options = {"due_on": date(2026, 12, 6)} | fields
    return actions.assign_evaluator(
        cycle=cycle, subject=subject, evaluator=evaluator, scorecard=card, by=by or somebody(), at=NOW, **options
    )


def draft(assignment, at=NOW):
    return actions.start_evaluation(assignment=assignment, by=assignment.evaluator.user, at=at)


def filled(assignment, values=None, *, comment="دو بار دیده شد.", at=NOW):
    """A draft with every criterion answered: `values` in the order of the form (None: did not arise), else all full."""
    evaluation = draft(assignment, at)
    return actions.save_answers(
        evaluation=evaluation,
        answers=given_answers(evaluation.scorecard, values, comment),
        version=evaluation.version,
        by=assignment.evaluator.user,
        at=at,
    )


def given_answers(scorecard, values=None, comment="دو بار دیده شد."):
    criteria = criteria_of(Scorecard.objects.with_lines().get(pk=scorecard.pk))
    values = [10000] * len(criteria) if values is None else values
    return {
        row.key: GivenAnswer(outcome=_outcome(row, value), is_na=value is None, comment=comment)
        for row, value in zip(criteria, values, strict=True)
    }


def _outcome(criterion, value):
    return None if value is None else next(o.key for o in criterion.scale.outcomes.all() if o.value == value)


def submitted(assignment, values=None, *, at=NOW):
    evaluation = filled(assignment, values, at=at)
    return actions.submit_evaluation(evaluation=evaluation, by=assignment.evaluator.user, at=at)


def released(assignment, values=None, *, by=None, at=NOW):
    evaluation = submitted(assignment, values, at=at)
    return actions.release_evaluation(evaluation=evaluation, by=by or somebody(), at=at)


def evaluation_about(subject, evaluator, values=None, *, edition=None, cycle=None, at=NOW):
    """A released evaluation with all that it stands on. `values` fit the edition's standards (three by default)."""
    cycle = cycle or open_cycle(edition)
    return released(assign(cycle, subject=subject, evaluator=evaluator), values, at=at)


def document_of(evaluation, language="fa", *, at=NOW):
    """The record of a released evaluation, as the worker makes it."""
    return make_paper(PAPER, PAPER.find(evaluation.key, None), language=language, at=at)
