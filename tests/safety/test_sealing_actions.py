"""After every action all that it wrote is under seal, and what it took away is known to be gone."""

from datetime import date, timedelta

import pytest

from evaluations import actions as evaluating
from evaluations.actions.answers import GivenAnswer
from kit.audit.first_seals import seal_found
from kit.audit.seals import sealed_tables
from kit.audit.verification import differences
from kit.documents.store import store_document, withdraw_documents
from playbook.actions import sign_standard
from playbook.actions.check_answers import answer_check
from playbook.actions.evidence import add_evidence, decide_consent, link_evidence, redact_evidence, unlink_evidence
from playbook.actions.excuses import end_excuse, excuse_from_signing
from playbook.actions.publication import close_edition, open_edition
from playbook.actions.trust import flag_standard, resolve_flag
from rewards import actions as rewarding
from tests.factories import rewards as made
from tests.factories.evaluations import NOW, assign, filled, given_answers, open_cycle, published_scorecard, submitted
from tests.factories.playbook import frozen_by, frozen_edition, live_standard, live_touchpoint
from tests.training.world import make_course, make_edition, sit
from tests.worlds import built_once
from training import actions as learning

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)


@built_once
def edition(people):
    return make_edition()


@built_once
def sealed(people, edition):
    seal_found(at=NOW, again="factories write rows without actions")
    return people


def not_sealed():
    """Whoever a factory takes as `by` is a user that it made."""
    return [each.sentence for each in differences(sealed_tables()) if each.label != "people.User"]


def test_the_folder(sealed, edition):
    standard, author = edition.standards.first(), sealed.mina.user
    sign_standard(standard=standard, staff=sealed.narges, by=sealed.narges.user, at=NOW)
    excuse = excuse_from_signing(staff=sealed.parisa, code=standard.code, reason="x", by=author, at=NOW)
    end_excuse(excuse=excuse, by=author, at=NOW)
    open_edition(edition=edition, standards=[standard], shows_policy=False, by=author, at=NOW)
    close_edition(edition=edition, by=author, at=NOW)
    flag = flag_standard(standard=standard, note="x", by=sealed.narges.user, at=NOW)
    resolve_flag(flag=flag, answer="x", by=author, at=NOW)
    quote = add_evidence(quote="ده دقیقه منتظر ماندم.", by=author, at=NOW)
    for stance in ("supports", "against"):
        link_evidence(evidence=quote, code=standard.code, stance=stance, strength=2, by=author, at=NOW)
    decide_consent(evidence=quote, consent="granted", by=author, at=NOW)
    redact_evidence(evidence=quote, quote="▇ منتظر ماندم.", by=author, at=NOW)
    unlink_evidence(evidence=quote, code=standard.code, by=author, at=NOW)
    assert not_sealed() == []


def test_an_edition_and_the_next(people):
    touchpoint = live_touchpoint()
    live_standard(touchpoint)
    seal_found(at=NOW)
    first = frozen_by(people.mina.user, effective_on=date(2026, 1, 2))
    frozen_by(people.mina.user, effective_on=TODAY)
    first.refresh_from_db()
    assert first.state == "superseded"
    assert not_sealed() == []


def test_check_questions(people):
    check = {"check_question_fa": "کدام؟", "check_right_fa": "این", "check_wrong_fa": "آن", "is_critical": True}
    standard = frozen_edition(standards=1, effective_on=date(2026, 2, 1), **check).standards.get()
    seal_found(at=NOW, again="factories write rows without actions")
    for answer in ("آن", "این"):
        answer_check(standard=standard, staff=people.narges, answer=answer, by=people.narges.user, at=NOW)
    assert not_sealed() == []


def test_training(sealed, edition):
    hr, narges = sealed.hoda.user, sealed.narges
    course = make_course(edition=edition)
    requirement = learning.require_course(course=course, by=hr, at=NOW, staff=narges)
    assignment = learning.assign_course(course=course, staff=narges, due_on=TODAY, by=hr, at=NOW)
    learning.assign_course(
        course=course, staff=narges, due_on=TODAY, by=hr, at=NOW, requirement=requirement, reason="requirement"
    )
    learning.grant_attempt(assignment=assignment, by=hr, at=NOW)
    sit(course, narges, wrong=(1, 2), at=NOW)
    sit(course, sealed.parisa, at=NOW)
    learning.excuse_assignment(assignment=assignment, reason="x", by=hr, at=NOW)
    learning.end_requirement(requirement=requirement, by=hr, at=NOW)
    learning.finish_lesson(lesson=course.lessons.first(), staff=narges, by=narges.user, at=NOW)
    learning.remember_position(lesson=course.lessons.first(), staff=narges, position=9, at=NOW + timedelta(hours=1))
    seen = learning.record_observation(
        staff=narges,
        standard=edition.standards.first(),
        observer=sealed.saeed,
        seen_on=TODAY,
        by=sealed.saeed.user,
        at=NOW,
    )
    learning.withdraw_observation(observation=seen, by=sealed.saeed.user, at=NOW)
    for _ in range(2):
        learning.open_calendar(user=narges.user, by=narges.user, at=NOW)
    learning.close_calendar(user=narges.user, by=narges.user, at=NOW)
    assert not_sealed() == []


@pytest.fixture
def judged(sealed, edition):
    card = published_scorecard(edition)
    cycle = open_cycle(edition)
    asked = assign(cycle, subject=sealed.narges, evaluator=sealed.saeed, scorecard=card)
    evaluation = filled(asked, [10000, 5000, 10000])
    by = sealed.saeed.user
    criterion = evaluation.answers.first().criterion
    for name in ("a.png", "b.png"):
        file = {"name": name, "content_type": "image/png", "content": name.encode()}
        kept = evaluating.add_evidence(evaluation=evaluation, criterion=criterion, by=by, at=NOW, **file)
    evaluating.remove_evidence(evidence=kept, by=by, at=NOW)
    evaluation = evaluating.submit_evaluation(evaluation=evaluation, by=by, at=NOW)
    return evaluating.release_evaluation(evaluation=evaluation, by=sealed.hoda.user, at=NOW)


def test_an_evaluation_from_draft_to_correction(sealed, judged):
    evaluating.mark_seen(evaluation=judged, by=sealed.narges.user, at=NOW)
    key = judged.answers.first().criterion.key
    dispute = evaluating.open_dispute(evaluation=judged, points={key: "x"}, by=sealed.narges.user, at=NOW)
    assert not_sealed() == []
    first = given_answers(judged.scorecard, [7500, 5000, 10000])
    evaluating.resolve_dispute(
        dispute=dispute, is_accepted=True, resolution="x", by=sealed.hoda.user, at=NOW, answers={key: first[key]}
    )
    assert not_sealed() == []
    assert isinstance(first[key], GivenAnswer)


def test_what_is_assigned_to_many_and_handed_on(sealed, judged):
    asked = assign(judged.cycle, subject=sealed.parisa, evaluator=sealed.saeed)
    filled(asked)
    between = {"former": sealed.saeed, "successor": sealed.kaveh}
    evaluating.hand_on(assignment=asked, by=sealed.hoda.user, at=NOW, **between)
    about = {"cycle": judged.cycle, "on": TODAY, "due_on": TODAY, "by": sealed.hoda.user, "at": NOW}
    evaluating.assign_many(chosen={sealed.mina: sealed.saeed}, **about)
    assert not_sealed() == []


def test_evaluations_that_become_final_or_void_and_a_cycle_that_closes(sealed, judged):
    others = open_cycle(judged.edition, title="دیگر")
    released = submitted(assign(others, subject=sealed.parisa, evaluator=sealed.saeed))
    evaluating.release_evaluation(evaluation=released, by=sealed.hoda.user, at=NOW)
    filled(assign(others, subject=sealed.kaveh, evaluator=sealed.saeed))
    evaluating.acknowledge_evaluation(evaluation=judged, by=sealed.narges.user, at=NOW)
    evaluating.finalise_due(on=TODAY + timedelta(days=60), at=NOW)
    evaluating.void_evaluation(evaluation=released, reason="x", by=sealed.hoda.user, at=NOW)
    evaluating.close_cycle(cycle=others, by=sealed.hoda.user, at=NOW)
    evaluating.assign_evaluators(cycle=judged.cycle, on=TODAY, due_on=TODAY, by=sealed.hoda.user, at=NOW)
    evaluating.retire_scorecard(scorecard=judged.scorecard, by=sealed.hoda.user, at=NOW)
    assert not_sealed() == []


def test_rewards(sealed, edition):
    hr, other, narges, parisa = sealed.hoda.user, sealed.armin.user, sealed.narges, sealed.parisa
    plan = made.drafted_plan(open_cycle(edition), by=hr, teams=[sealed.day_shift])
    plan = rewarding.publish_plan(plan=rewarding.change_plan(plan=plan, by=hr, at=NOW, cap=None), by=hr, at=NOW)
    plan = rewarding.publish_plan(plan=rewarding.change_plan(plan=plan, by=hr, at=NOW, title_en="Next"), by=hr, at=NOW)
    with made.scores({narges: 8500, parisa: 9000}):
        run = made.computed(plan, hr)
        rewarding.compute_run(run=run, by=hr, at=NOW)
        row = run.rows.get(staff=parisa)
        rewarding.hold_row(row=row, by=hr, at=NOW, note="x")
        rewarding.hold_for_dispute(run=run, staff=parisa, about="x", at=NOW)
        assert not_sealed() == []
        run = made.paid(plan, hr, other)
        rewarding.release_after_dispute(hold=run.holds.get(about="x"), by=hr, at=NOW)
        rewarding.release_row(row=run.rows.get(staff=parisa), by=hr, at=NOW)
        rewarding.pay_run(run=run, by=hr, at=NOW)
        rewarding.flag_for_correction(run=run, staff=narges, about="x", at=NOW)
        assert not_sealed() == []
    with made.scores({narges: 9000, parisa: 9000}):
        rewarding.correct_run(run=run, by=hr, at=NOW, reason="x")
        made.frozen(plan, hr, other)
    made.thanks(sealed.saeed, narges, edition.standards.first())
    assert not_sealed() == []


def test_documents(sealed):
    for pdf in (b"%PDF-1", b"%PDF-2"):
        store_document(kind="x", object_key="1", title="x", language="fa", pdf=pdf, at=NOW)
    withdraw_documents(kind="x", object_key="1", at=NOW)
    assert not_sealed() == []
