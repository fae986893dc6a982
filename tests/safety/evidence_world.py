"""A small company with one of everything that is evidence, under seal. Built once for a module of tests."""

import io
from datetime import date, timedelta
from types import SimpleNamespace
from uuid import UUID

from evaluations import actions as evaluation_actions
from evaluations.documents.record import PAPER
from evaluations.importing.execution import import_evaluations
from evaluations.importing.mapping import read_mapping
from evaluations.importing.rows import file_hash
from evaluations.models.imports import ImportBatch, ImportedRow
from kit.audit.first_seals import seal_found
from kit.documents.contents import fix_content
from kit.documents.store import store_document
from kit.importing.models import SavedMapping
from kit.spreadsheets import read_table
from kit.values.canonical import content_hash
from people.actions import (
    appoint_manager,
    ask_second_person,
    confirm_account_request,
    forget_person,
    hand_over_link,
    record_link_used,
)
from people.actions.absences import enter_absence
from playbook.actions import sign_standard
from playbook.actions.evidence import add_evidence, link_evidence
from playbook.actions.excuses import excuse_from_signing
from playbook.actions.pictures import keep_picture
from playbook.actions.publication import open_edition
from playbook.editions import hashes
from playbook.models import CheckAnswer, FrozenAuthority, FrozenPublicLane, HintPutAway, Verification
from playbook.pictures.album import shot_of
from rewards.models import CorrectionFlag, Hold
from tests.factories import rewards as made
from tests.factories.evaluations import NOW, assign, filled, open_cycle, published_scorecard, submitted
from tests.factories.playbook import FlagFactory, FrozenStandardFactory, cms_picture, frozen_edition, recorded, seal
from tests.factories.training import CompletionFactory, CourseFactory
from tests.personas import make_people
from tests.training.world import make_course, sit
from training.actions import (
    assign_course,
    finish_lesson,
    open_calendar,
    record_observation,
    require_course,
    set_prerequisites,
)
from training.marking.engine import newest_rule
from training.models import AwaitedStandard, RegradedAttempt, Regrading

TODAY = date(2026, 11, 21)


def make_world():
    people = make_people()
    _imported()
    edition = _edition(people)
    _signed(people, edition)
    evaluation, other = _evaluated(people, edition)
    _rewarded(people, evaluation.cycle, edition)
    _trained(people, edition)
    _helped(people)
    appoint_manager(branch=people.valiasr, staff=people.kaveh, since=TODAY, by=people.hoda.user, at=NOW)
    enter_absence(
        staff=people.parisa, starts_on=TODAY, ends_on=TODAY + timedelta(days=2), reason="x", by=people.hoda.user, at=NOW
    )
    first = store_document(kind="x", object_key="1", title="x", language="fa", pdf=b"%PDF-", at=NOW)
    store_document(kind="x", object_key="1", title="x", language="fa", pdf=b"%PDF-2", at=NOW, supersedes=first)
    point = {evaluation.answers.first().criterion.key: "x"}
    evaluation_actions.open_dispute(evaluation=evaluation, points=point, by=people.narges.user, at=NOW)
    fix_content(PAPER, evaluation.key, at=NOW)
    about = {"layout": {"heads": {"code": "employeeid"}}, "saved_by": people.hoda.user.key, "saved_at": NOW}
    SavedMapping.objects.create(kind="staff", name="HR", fingerprint="0" * 64, **about)
    seal_found(at=NOW, again="factories write rows without actions")
    forget_person(staff=people.behnam, by=people.hoda.user, at=NOW, on=TODAY)
    return SimpleNamespace(people=people, evaluation=evaluation, submitted=other, edition=edition)


def _edition(people):
    edition = frozen_edition(standards=3, steps=2, effective_on=date(2026, 2, 1))
    FrozenStandardFactory(edition=edition, code="DUR-05", is_critical=True)
    line = FrozenAuthority(
        edition=edition,
        position=1,
        role=people.barista,
        remedy_fa="یک نوشیدنی",
        remedy_en="One drink",
        per_case=1_000_000,
        per_customer=2_000_000,
        per_month=30_000_000,
        currency="IRR",
    )
    line.content_hash = content_hash(hashes.authority_document(line))
    line.save()
    words = {"do": "جواب", "say": "ممنون", "never_say": "نه"}
    texts = {f"{name}_{language}": text for name, text in words.items() for language in ("fa", "en")}
    lane = FrozenPublicLane(edition=edition, time_limit_minutes=60, **texts)
    lane.content_hash = content_hash(hashes.lane_document(lane))
    lane.save()
    keep_picture(shot=shot_of(cms_picture()), by=people.mina.user, at=NOW)
    return recorded(seal(edition))


def _signed(people, edition):
    standard, author = edition.standards.first(), people.mina.user
    CheckAnswer.objects.create(
        staff=people.narges, frozen_standard=standard, answer="x", is_right=True, answered_at=NOW
    )
    sign_standard(standard=standard, staff=people.narges, by=people.narges.user, at=NOW)
    excuse_from_signing(staff=people.parisa, code=standard.code, reason="x", by=author, at=NOW)
    open_edition(edition=edition, standards=[standard], shows_policy=True, by=author, at=NOW)
    Verification.objects.create(
        code=standard.code, text_hash=standard.text_hash, verified_by=people.saeed, verified_on=TODAY, note="x"
    )
    FlagFactory(standard=standard, raised_by=people.narges)
    away = {"put_away_by": author, "put_away_at": NOW}
    HintPutAway.objects.create(standard=UUID(int=1), language="fa", kind="unseen", **away)
    quote = add_evidence(quote="ده دقیقه منتظر ماندم.", by=author, at=NOW)
    add_evidence(quote="پنج دقیقه منتظر ماندم.", by=author, at=NOW)
    link_evidence(evidence=quote, code=standard.code, stance="for", strength=2, by=author, at=NOW)


def _helped(people):
    """Links that two people handed over, one of them used."""
    hoda, armin, narges = people.hoda.user, people.armin.user, people.narges.user
    asked = ask_second_person(account=narges, kind="link", reason="x", by=hoda, at=NOW)
    confirm_account_request(request=asked, by=armin, at=NOW)
    hand_over_link(request=asked, by=hoda, at=NOW)
    record_link_used(user=narges, at=NOW)
    hand_over = ask_second_person(account=people.parisa.user, kind="link", reason="x", by=hoda, at=NOW)
    confirm_account_request(request=hand_over, by=armin, at=NOW)
    hand_over_link(request=hand_over, by=hoda, at=NOW)


def _evaluated(people, edition):
    cycle, card = open_cycle(edition), published_scorecard(edition)
    asked = assign(cycle, subject=people.narges, evaluator=people.saeed, scorecard=card)
    evaluation = filled(asked, [10000, 5000, None, 10000])
    evaluation_actions.add_evidence(
        evaluation=evaluation,
        criterion=evaluation.answers.first().criterion,
        name="receipt.png",
        content_type="image/png",
        content=b"seen",
        by=people.saeed.user,
        at=NOW,
    )
    by = people.saeed.user
    evaluation = evaluation_actions.submit_evaluation(evaluation=evaluation, by=by, at=NOW)
    evaluation = evaluation_actions.release_evaluation(evaluation=evaluation, by=people.hoda.user, at=NOW)
    other = submitted(assign(cycle, subject=people.parisa, evaluator=people.saeed, scorecard=card))
    unfinished = assign(cycle, subject=people.kaveh, evaluator=people.saeed, scorecard=card)
    filled(unfinished)
    between = {"former": people.saeed, "successor": people.mina}
    evaluation_actions.hand_on(assignment=unfinished, by=people.hoda.user, at=NOW, **between)
    batch = ImportBatch.objects.create(
        source="x", file_hash="0" * 64, mapping_hash="0" * 64, scorecard=card, cycle=cycle, imported_at=NOW
    )
    about = {"number": 1, "row_hash": "0" * 64, "identity": "1" * 64, "context": {"a": "b"}}
    ImportedRow.objects.create(batch=batch, evaluation=evaluation, **about)
    return evaluation, other


AUDITS = """
code = "audits"
title_en = "Audits"
[subject]
kind = "place"
code = "{Store}"
[evaluator]
code = "AUDIT"
[source]
value = "mystery"
[place]
branch = "Archive"
team = "Archive"
role = "Known from a file"
[date]
column = "Day"
[cycle]
starts_on = 2024-01-01
ends_on = 2025-01-01
[[scale]]
name = "score"
kind = "number"
lowest = 0
highest = 100
[[criterion]]
column = "Score"
"""


def _imported():
    """A place, and a number on a scale of its own."""
    content = b"Store,Day,Score\nNorth,2024-03-09,87.5\n"
    about = {"file_hash": file_hash(content), "source": "audits of 2025", "mapping": read_mapping(AUDITS)}
    import_evaluations(table=read_table(io.BytesIO(content)), **about, by=None, at=NOW)


def _rewarded(people, cycle, edition):
    plan = made.published_plan(cycle, by=people.hoda.user, roles=[people.barista], teams=[people.day_shift])
    with made.scores({people.narges: 8500}):
        run = made.paid(plan, people.hoda.user, people.armin.user)
    Hold.objects.create(run=run, staff=people.parisa, cause="by_hand", note="x", held_at=NOW, released_at=NOW)
    CorrectionFlag.objects.create(run=run, staff=people.narges, about="x", flagged_at=NOW, settled_in=run)
    made.thanks(people.saeed, people.narges, edition.standards.first())


def _counted_again(attempt, by):
    answer = attempt.answers.first()
    regrading = Regrading.objects.create(
        course=attempt.course, question=answer.question, reason="x", began_by=by, began_at=NOW, done_at=NOW
    )
    marks = [
        {"position": each.position, "question": each.question_id, "version": each.version_id, "rule": newest_rule()}
        | {"given": each.given, "points": each.points}
        for each in attempt.answers.all()
    ]
    facts = {"score": attempt.score, "is_passed": attempt.is_passed, "rules_version": newest_rule(), "made_at": NOW}
    RegradedAttempt.objects.create(regrading=regrading, attempt=attempt, marks=marks, **facts)


def _trained(people, edition):
    course, hr = make_course(edition=edition), people.hoda.user
    AwaitedStandard.objects.create(question=course.questions.first(), code="DUR-90")
    require_course(course=course, by=hr, at=NOW, staff=people.narges)
    set_prerequisites(course=CourseFactory(), prerequisites=[course], by=people.mina.user, at=NOW)
    assign_course(course=course, staff=people.narges, due_on=TODAY, by=hr, at=NOW, note="x")
    _counted_again(sit(course, people.parisa), people.mina.user)
    finish_lesson(lesson=course.lessons.first(), staff=people.narges, by=people.narges.user, at=NOW)
    CompletionFactory(staff=people.parisa)
    open_calendar(user=people.narges.user, by=people.narges.user, at=NOW)
    standard = edition.standards.first()
    record_observation(
        staff=people.narges, standard=standard, observer=people.saeed, seen_on=TODAY, by=people.saeed.user, at=NOW
    )
