"""A course's marks are typed in percent; no course waits for itself."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from kit.audit.models import AuditEntry
from tests.factories.training import CourseFactory
from tests.training.desk.courses import url
from tests.training.world import NOON, sit
from training.actions import set_prerequisites
from training.desk.states import CourseDesk
from training.errors import PrerequisiteCircle
from training.models import Completion, Course, CoursePrerequisite

# Rules ---------------------------------------------------------------------------------------------------------------


RULES = {
    "pass_mark": "80",
    "critical_mark": "100",
    "attempt_limit": "3",
    "wait_minutes": "0",
    "validity_months": "0",
    "warn_days": "30",
    "draw_per_standard": "0",
    "observation_count": "2",
}


@pytest.mark.parametrize(
    ("typed", "kept"), [("۸۰", 8000), ("80,5", 8050), ("80.5", 8050), ("۶۶٫۶۷", 6667), ("70 %", 7000), ("۷۰٪", 7000)]
)
def test_marks_are_typed_in_percent(people, client_for, typed, kept, course):
    reply = client_for(people.mina).post(url("course_rules", course), {**RULES, "pass_mark": typed})
    course.refresh_from_db()
    assert (reply.status_code, course.pass_mark) == (302, kept)


@pytest.mark.parametrize("typed", ["8000", "101", "-1", "8,000", "x", ""])
def test_what_is_no_percentage_is_refused_with_a_sentence(people, client_for, typed, course):
    reply = client_for(people.mina).post(url("course_rules", course), {**RULES, "pass_mark": typed})
    course.refresh_from_db()
    assert (reply.status_code, course.pass_mark) == (422, 6000)
    assert reply.context["rules_form"].errors["pass_mark"]


def test_less_than_a_tenth_is_asked_about(people, client_for, course):
    client = client_for(people.mina)
    reply = client.post(url("course_rules", course), {**RULES, "pass_mark": "0.8"})
    assert reply.status_code == 422
    assert 'name="low_is_meant"' in reply.content.decode()
    client.post(url("course_rules", course), {**RULES, "pass_mark": "0.8", "low_is_meant": "on"})
    course.refresh_from_db()
    assert course.pass_mark == 80
    assert any(
        "0" in check["text"] or "۰" in check["text"] for check in CourseDesk.of(course).checks() if not check["ok"]
    )


def test_rules_leave_stored_results_and_are_in_the_log(people, client_for, course):
    attempt = sit(course, people.narges, wrong=[1])
    passed = Completion.objects.count()
    client_for(people.mina).post(url("course_rules", course), {**RULES, "pass_mark": "100"})
    attempt.refresh_from_db()
    assert (attempt.pass_mark, attempt.is_passed, Completion.objects.count()) == (6000, True, passed)
    entry = AuditEntry.objects.get(verb="course.rules_changed")
    assert entry.detail["changes"]["pass_mark"] == [6000, 10000]


# Prerequisites -------------------------------------------------------------------------------------------------------


def test_no_course_waits_for_itself_also_not_over_others(mina):
    coffee, milk, cup = (CourseFactory(title_en=title) for title in ("Coffee", "Milk", "Cup"))
    set_prerequisites(course=milk, prerequisites=[cup], by=mina, at=NOON)
    set_prerequisites(course=cup, prerequisites=[coffee], by=mina, at=NOON)
    with pytest.raises(PrerequisiteCircle) as refused:
        set_prerequisites(course=coffee, prerequisites=[milk], by=mina, at=NOON)
    assert refused.value.courses == [coffee, milk, cup, coffee]
    with pytest.raises(PrerequisiteCircle):
        set_prerequisites(course=coffee, prerequisites=[coffee], by=mina, at=NOON)
    assert not coffee.prerequisites.exists()


def test_the_circle_is_named_where_it_was_asked_for(people, client_for, course):
    coffee, milk = course, CourseFactory(title_fa="شیر")
    set_prerequisites(course=milk, prerequisites=[coffee], by=people.mina.user, at=NOON)
    reply = client_for(people.mina).post(url("course_rules", coffee), {**RULES, "prerequisites": [milk.key]})
    assert reply.status_code == 422
    assert "خوشامد -&gt; شیر -&gt; خوشامد" in reply.content.decode()
    coffee.refresh_from_db()
    assert coffee.pass_mark == 6000  # the rest of the form was not kept either


def test_the_database_refuses_the_shortest_circle(db):
    course = CourseFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        CoursePrerequisite.objects.create(from_course=course, to_course=course)


def test_only_one_action_writes_prerequisites():
    from pathlib import Path

    root = Path(__file__).resolve().parents[3]
    wrote = [
        path.relative_to(root).as_posix()
        for app in ("training", "home", "playbook")
        for path in (root / app).rglob("*.py")
        if "migrations" not in path.parts
        and any(f"prerequisites.{verb}(" in path.read_text() for verb in ("add", "set"))
    ]
    assert sorted(wrote) == ["training/actions/courses/copies.py", "training/actions/courses/course.py"]


# Data of earlier versions --------------------------------------------------------------------------------------------


def test_a_mark_that_was_saved_as_hundredths_is_named_and_not_changed(people, client_for, course):
    Course.objects.filter(pk=course.pk).update(pass_mark=80)
    page = client_for(people.mina).get(reverse("training:courses_desk")).content.decode()
    assert "۰٫۸" in page or "0.8" in page
    course.refresh_from_db()
    assert course.pass_mark == 80
