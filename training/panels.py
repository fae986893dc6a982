"""What training shows on a standard's page: the lessons that teach it, and how many questions ask about it."""

from django.utils import timezone
from django.utils.translation import ngettext

from people.models import StaffMember
from people.roles import led_team_ids, staff_of
from playbook.panels import SIDE, Knot, Panel, register_knots, register_panel
from training.competence import seen_counts
from training.models import Course, Lesson, Question

LESSONS, QUESTIONS = 30, 40


def lessons_teaching(code, user):
    """Published lessons with a card of the standard, in courses that the user may see."""
    courses = Course.objects.visible_to(user).filter(is_live=True)
    return Lesson.objects.filter(course__in=courses, is_live=True, standards__code=code).select_related("course")


def lessons_panel(standard, user):
    lessons = list(lessons_teaching(standard.code, user))
    if not lessons:
        return None
    return Panel("training/_lessons_of_standard.html", {"lessons": lessons}, place=SIDE, order=20)


def seen_panel(standard, user):
    """One's own observations of a standard, and those of one's team."""
    mine, today = staff_of(user), timezone.localdate()
    if mine is None or not standard.edition.is_in_force_on(today):
        return None
    team = StaffMember.objects.active_on(today).filter(team__in=led_team_ids(user)).exclude(pk=mine.pk)
    people = list(team.with_names()) if led_team_ids(user) else []
    seen = seen_counts(standard, [mine.pk, *(staff.pk for staff in people)])
    if not people and not seen[mine.pk].count:
        return None
    own = seen[mine.pk] if seen[mine.pk].count else None
    context = {"mine": own, "team": [(staff, seen[staff.pk]) for staff in people], "standard": standard}
    return Panel("training/_seen_of_standard.html", context, place=SIDE, order=30)


def lesson_and_question_knots(standard, user):
    lessons = list(lessons_teaching(standard.code, user))
    courses = Course.objects.visible_to(user)
    asked = Question.objects.in_use().filter(course__in=courses, standards__standard__code=standard.code)
    questions = asked.distinct().count()
    url = lessons[0].get_absolute_url() if lessons else ""
    return [
        Knot(LESSONS, len(lessons), ngettext("lesson", "lessons", len(lessons)), url, is_gap=not lessons),
        Knot(QUESTIONS, questions, ngettext("question", "questions", questions), is_gap=not questions),
    ]


register_panel(lessons_panel)
register_panel(seen_panel)
register_knots(lesson_and_question_knots)
