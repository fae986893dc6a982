"""What cites changed standards is listed in one place and follows to the last edition, one by one or all at once."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluations.actions import draft_next_version, edit_scorecard, publish_scorecard
from evaluations.actions.scorecard_editions import move_scorecard
from evaluations.errors import WrongState
from evaluations.models import Scorecard
from kit.audit.models import AuditEntry
from people.models import Notice
from playbook.actions import draft_edition, freeze_edition, submit_edition_for_review
from playbook.errors import CitationCurrent, EditionNotInForce, PeriodTaken
from playbook.forms.editions import EditionForm
from playbook.links.citations import Follows, effects_of
from playbook.models import ChangeClass
from tests.factories.evaluations import assign, open_cycle, published_scorecard, submitted
from tests.factories.playbook import frozen_by, live_standard, live_touchpoint, republish
from tests.factories.training import CourseFactory, LessonFactory, QuestionFactory
from tests.worlds import built_once
from training.actions.questions.editions import move_lesson, move_question
from training.models import LessonStandard

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
DAYS = [date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 3)]
LATER = datetime(2026, 3, 5, 8, tzinfo=UTC)


@built_once
def folder(people):
    """DUR-01 greets, DUR-02 repeats, DUR-03 says goodbye."""
    touchpoint = live_touchpoint()
    texts = [("سلام می‌کند.", "Greets."), ("سفارش را بازگو می‌کند.", "Repeats."), ("خداحافظی می‌کند.", "Says goodbye.")]
    return [live_standard(touchpoint, fa, en, good="«بله»")[0] for fa, en in texts]


@built_once
def first(folder, mina):
    return frozen_by(mina.user, DAYS[0], AT)


def row_of(edition, code):
    return edition.standards.get(code=code)


def lesson_about(*rows):
    lesson = LessonFactory(course=CourseFactory())
    LessonStandard.objects.bulk_create(LessonStandard(lesson=lesson, code=row.code, standard=row) for row in rows)
    return lesson


def second_edition(folder, author, *, day=DAYS[1]):
    """DUR-01 changes in earnest, DUR-02 a little, DUR-03 is taken out."""
    republish(folder[0], behaviour="با لبخند سلام می‌کند.")
    republish(folder[1], behaviour="سفارش را شمرده بازگو می‌کند.")
    for page in folder[2].get_translations(inclusive=True):
        page.unpublish()
    return frozen_by(author, day, AT, classes={"DUR-01": ChangeClass.MAJOR})


def listed(edition):
    return {
        effect.citing.title: {change.old.code: change.follows for change in effect.changes}
        for effect in effects_of(edition)
    }


def test_everything_that_cites_a_changed_standard_is_listed_with_what_changed(first, folder, mina):
    lesson = lesson_about(row_of(first, "DUR-01"), row_of(first, "DUR-02"))
    question = QuestionFactory(standards=[row_of(first, "DUR-03")])
    card = published_scorecard(first)
    assert effects_of(first) == []
    second = second_edition(folder, mina.user)
    assert listed(second) == {
        lesson.title: {"DUR-01": Follows.MAJOR, "DUR-02": Follows.MINOR},
        question.text_fa: {"DUR-03": Follows.GONE},
        card.title: {"DUR-01": Follows.MAJOR, "DUR-02": Follows.MINOR, "DUR-03": Follows.GONE},
    }


def test_a_text_that_comes_back_leaves_nothing_to_do(first, folder, mina):
    lesson_about(row_of(first, "DUR-01"))
    republish(folder[0], behaviour="با لبخند سلام می‌کند.")
    second = frozen_by(mina.user, DAYS[1], AT, classes={"DUR-01": ChangeClass.MAJOR})
    assert len(effects_of(second)) == 1
    republish(folder[0], behaviour="سلام می‌کند.")
    assert effects_of(frozen_by(mina.user, DAYS[2], AT)) == []


def test_a_lesson_and_a_question_follow_once_and_it_is_written_down(first, folder, mina):
    lesson = lesson_about(row_of(first, "DUR-01"), row_of(first, "DUR-03"))
    question = QuestionFactory(standards=[row_of(first, "DUR-01")])
    second = second_edition(folder, mina.user)
    move_lesson(lesson=lesson, edition=second, by=mina.user, at=LATER)
    move_question(question=question, edition=second, by=mina.user, at=LATER)
    assert lesson.standards.get(code="DUR-01").standard == row_of(second, "DUR-01")
    assert lesson.standards.get(code="DUR-03").standard == row_of(first, "DUR-03")
    assert question.standards.get().standard == row_of(second, "DUR-01")
    assert listed(second) == {lesson.title: {"DUR-03": Follows.GONE}}
    for action, thing in ((move_lesson, {"lesson": lesson}), (move_question, {"question": question})):
        with pytest.raises(CitationCurrent):
            action(**thing, edition=second, by=mina.user, at=LATER)
    assert AuditEntry.objects.filter(verb__in=["lesson.moved", "question.moved"]).count() == 2


def test_lessons_wait_for_the_first_day_of_a_coming_edition(first, folder, mina):
    lesson = lesson_about(row_of(first, "DUR-01"))
    second = second_edition(folder, mina.user, day=date(2026, 4, 1))
    with pytest.raises(EditionNotInForce):
        move_lesson(lesson=lesson, edition=second, by=mina.user, at=LATER)


def test_a_scorecard_follows_as_a_draft_and_the_open_cycle_stays(first, folder, mina, hoda, narges, saeed):
    card = published_scorecard(first)
    cycle = open_cycle(first)
    assignment = assign(cycle, subject=narges, evaluator=saeed, scorecard=card)
    second = second_edition(folder, mina.user)
    Scorecard.objects.filter(state="draft").delete()  # as after an edition from before drafts waited by themselves
    draft = move_scorecard(scorecard=card, edition=second, by=mina.user, at=LATER)
    card.refresh_from_db()
    assignment.refresh_from_db()
    cycle.refresh_from_db()
    assert (card.state, assignment.scorecard, cycle.edition) == ("published", card, first)
    assert (draft.version, draft.edition, draft.state) == (2, second, "draft")
    texts = list(draft.sections.get().criteria.values_list("standard__code", "text_fa"))
    assert texts == [("DUR-01", "با لبخند سلام می‌کند."), ("DUR-02", "سفارش را شمرده بازگو می‌کند.")]
    assert Notice.objects.filter(recipient=hoda.user, kind="evaluations.scorecard_moved").count() == 1
    with pytest.raises(CitationCurrent):
        move_scorecard(scorecard=card, edition=second, by=mina.user, at=LATER)
    publish_scorecard(scorecard=draft, by=mina.user, at=LATER)
    assert effects_of(second) == []
    with pytest.raises(WrongState):
        move_scorecard(scorecard=card, edition=second, by=mina.user, at=LATER)


def test_a_draft_follows_itself_and_keeps_the_words_that_were_narrowed(first, folder, mina):
    card = published_scorecard(first)
    draft = draft_next_version(scorecard=card, edition=first, by=mina.user, at=AT)
    narrowed = draft.sections.get().criteria.get(standard__code="DUR-01")
    words = {"text_fa": "پشت پیشخوان سلام می‌کند.", "text_en": ""}
    edit_scorecard(scorecard=draft, criteria={narrowed.key: words}, by=mina.user, at=AT)
    second = second_edition(folder, mina.user)
    draft = Scorecard.objects.get(pk=draft.pk)
    texts = list(draft.sections.get().criteria.values_list("standard__code", "text_fa"))
    assert draft.edition == second
    assert texts == [("DUR-01", "پشت پیشخوان سلام می‌کند."), ("DUR-02", "سفارش را شمرده بازگو می‌کند.")]
    with pytest.raises(CitationCurrent):
        move_scorecard(scorecard=draft, edition=second, by=mina.user, at=LATER)


def test_authors_hear_once_how_much_has_to_follow(first, folder, mina, hoda, narges):
    lesson_about(row_of(first, "DUR-01"))
    published_scorecard(first)
    second_edition(folder, mina.user)
    told = {notice.recipient: notice.facts["count"] for notice in Notice.objects.filter(kind="playbook.has_to_follow")}
    assert told == {mina.user: 2, hoda.user: 1}


def test_all_that_is_ticked_moves_and_the_second_press_says_that_it_did(first, folder, mina, client_for):
    lesson = lesson_about(row_of(first, "DUR-01"))
    card = published_scorecard(first)
    second = second_edition(folder, mina.user)
    client = client_for(mina)
    page = client.get("/folder/effects/").content.decode()
    assert "<ins>با" in page and lesson.title in page
    form = {"edition": second.key, "item": [f"lesson:{lesson.translation_key}", f"scorecard:{card.key}"]}
    assert client.post("/folder/effects/move/", form).status_code == 302
    assert lesson.standards.get().standard.edition == second
    assert Scorecard.objects.get(state="draft").edition == second
    client.post("/folder/effects/move/", form)
    assert (Scorecard.objects.count(), AuditEntry.objects.filter(verb="lesson.moved").count()) == (2, 1)


def test_hr_moves_scorecards_but_neither_sees_nor_moves_questions(first, folder, mina, hoda, client_for):
    question = QuestionFactory(standards=[row_of(first, "DUR-01")])
    card = published_scorecard(first)
    second = second_edition(folder, mina.user)
    Scorecard.objects.filter(state="draft").delete()  # as after an edition from before drafts waited by themselves
    client = client_for(hoda)
    page = client.get("/folder/effects/").content.decode()
    assert card.title in page and question.text_fa not in page
    form = {"edition": second.key, "one": f"question:{question.key}"}
    assert client.post("/folder/effects/move/", form).status_code == 403
    form["one"] = f"scorecard:{card.key}"
    client.post("/folder/effects/move/", form)
    assert Scorecard.objects.get(state="draft").code == card.code


def test_where_it_is_used_an_author_is_told(first, folder, mina, client_for):
    lesson = lesson_about(row_of(first, "DUR-01"))
    card = published_scorecard(first)
    second = second_edition(folder, mina.user)
    client = client_for(mina)
    for thing in (lesson.course, card, row_of(second, "DUR-01")):
        assert "/folder/effects/#DUR-01" in client.get(thing.get_absolute_url()).content.decode()


def test_the_page_asks_as_often_for_one_lesson_as_for_ten(first, folder, mina, client_for):
    lesson_about(row_of(first, "DUR-01"))
    second_edition(folder, mina.user)
    client = client_for(mina)
    client.get("/folder/effects/")
    with CaptureQueriesContext(connection) as one:
        client.get("/folder/effects/")
    for _ in range(9):
        lesson_about(row_of(first, "DUR-01"))
    with CaptureQueriesContext(connection) as ten:
        client.get("/folder/effects/")
    assert len(ten) == len(one)


def test_no_edition_begins_on_days_that_were_evaluated_already(first, folder, mina, narges, saeed):
    cycle = open_cycle(first, starts_on=date(2026, 3, 1), ends_on=date(2026, 6, 1))
    judged = submitted(assign(cycle, subject=narges, evaluator=saeed), at=LATER)
    assert judged.observed_on == date(2026, 3, 5)
    for day in (DAYS[1], date(2026, 3, 5)):
        with pytest.raises(PeriodTaken) as refusal:
            frozen_by(mina.user, day, LATER)
        assert refusal.value.free == date(2026, 3, 6)
    form = EditionForm({"title_fa": "ویرایش", "effective_on": "2026-03-03"}, previous=first)
    assert "effective_on" in form.errors
    assert frozen_by(mina.user, date(2026, 3, 6), LATER).is_frozen


def test_a_day_taken_meanwhile_is_refused_at_freezing(first, folder, mina, narges, saeed):
    edition = draft_edition(title_fa="ویرایش", effective_on=date(2026, 3, 5), by=mina.user, at=AT)
    submit_edition_for_review(edition=edition, by=mina.user, at=AT)
    cycle = open_cycle(first, starts_on=date(2026, 3, 1), ends_on=date(2026, 6, 1))
    submitted(assign(cycle, subject=narges, evaluator=saeed), at=LATER)
    with pytest.raises(PeriodTaken):
        freeze_edition(edition=edition, by=mina.user, at=LATER)
    edition.refresh_from_db()
    assert edition.state == "in_review"
