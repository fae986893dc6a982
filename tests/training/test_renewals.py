"""The folder changes: who passed reads only what changed, is asked about it, and is in order again."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.factories.playbook import FrozenStandardFactory, frozen_edition
from tests.personas import client_for
from tests.training.world import NOON, make_course, make_edition, sit, token_of
from tests.worlds import built_once
from training.actions import (
    NothingChanged,
    assign_required_courses,
    renew_by_changes,
    require_course,
    save_answer,
    submit_attempt,
)
from training.actions.questions.editions import move_question
from training.models import Attempt, Completion
from training.models.assignments import Trigger
from training.models.status import Status
from training.progress.cards import course_card
from training.progress.delta import delta_for
from training.progress.terms import current_term

LATER = NOON + timedelta(days=60)
EFFECTIVE = date(2026, 4, 1)


def change(edition):
    """DUR-01 changes in earnest, DUR-02 stays, DUR-05 is gone."""
    new = frozen_edition(standards=0, effective_on=EFFECTIVE)
    FrozenStandardFactory(
        edition=new, code="DUR-01", change_class="major", behaviour_fa="در ده ثانیه سلام می‌کند", behaviour_en="Greets"
    )
    old = edition.standards.get(code="DUR-02")
    FrozenStandardFactory(edition=new, code="DUR-02", behaviour_fa=old.behaviour_fa, behaviour_en=old.behaviour_en)
    return new


@built_once
def passed(narges):
    """(course, edition of the pass); Narges passed it."""
    edition = make_edition()
    course = make_course(edition)
    sit(course, narges)
    return course, edition


def delta(course, staff, at=LATER):
    return delta_for(course, current_term(staff, course, at.date()), at.date())


def renew(course, staff, at=LATER):
    return renew_by_changes(course=course, staff=staff, by=staff.user, at=at)


def test_nothing_is_to_read_before_anything_changed(narges, passed):
    assert delta(passed[0], narges) is None
    with pytest.raises(NothingChanged):
        renew(passed[0], narges)


def test_only_what_changed_is_shown(narges, passed):
    change(passed[1])
    found = delta(passed[0], narges)
    assert found.codes == ["DUR-01"]
    assert [row.code for row in found.gone] == ["DUR-05"]
    ((row, differences),) = found.texts()
    assert row.code == "DUR-01"
    assert {one.language for one in differences} <= {"fa", ""}
    assert course_card(passed[0], narges, LATER.date()).status == Status.OUTDATED


def test_where_no_question_was_looked_at_reading_renews(narges, passed):
    new = change(passed[1])
    done = renew(passed[0], narges)
    assert (done.term, done.edition, done.attempt) == (2, new, None)
    assert course_card(passed[0], narges, LATER.date()).status == Status.VALID
    with pytest.raises(NothingChanged):
        renew(passed[0], narges)
    assert Completion.objects.get(term=1).edition == passed[1]


def test_the_questions_that_the_author_moved_are_asked_and_passing_renews(narges, mina, passed):
    course, edition = passed
    new = change(edition)
    asking = course.questions.get(standards__standard__code="DUR-01")
    move_question(question=asking, edition=new, by=mina.user, at=LATER)
    attempt = renew(course, narges)
    assert (attempt.is_delta, attempt.answers.count()) == (True, 1)
    save_answer(attempt=attempt, position=1, answer=token_of(attempt.answers.get(), right=True), at=LATER)
    assert submit_attempt(attempt=attempt, by=narges.user, at=LATER).is_passed
    assert course_card(course, narges, LATER.date()).status == Status.VALID
    assert Completion.objects.get(term=2).attempt == Attempt.objects.get(is_delta=True)


def test_a_pass_that_has_run_out_is_not_renewed_by_a_delta(narges, passed):
    change(passed[1])
    Completion.objects.update(valid_until=LATER.date() - timedelta(days=1))
    assert delta(passed[0], narges) is None


def test_the_requirement_says_so_and_the_delta_settles_it(narges, hoda, passed):
    require_course(course=passed[0], staff=narges, by=hoda.user, at=NOON)
    change(passed[1])
    (assignment,) = assign_required_courses(on=LATER.date(), at=LATER)
    assert assignment.reasons.get().trigger == Trigger.EDITION
    assert renew(passed[0], narges).term == assignment.term
    assert assign_required_courses(on=LATER.date(), at=LATER) == []


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_page_tells_it_and_renews_once(narges, passed, language, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    narges.user.language = language
    narges.user.save()
    client, course = client_for(narges), passed[0]
    url = reverse("training:changes", args=[course.key])
    assert client.get(url).status_code == 302
    change(passed[1])
    assert url in client.get(course.get_absolute_url()).content.decode()
    page = client.get(url).content.decode()
    assert ("در ده ثانیه" if language == "fa" else "Greets") in page
    assert client.post(url).status_code == 302
    assert client.post(url).status_code == 302
    assert Completion.objects.count() == 2
