"""What training shows on a standard's page: the lessons that teach it, and how many questions ask about it."""

from django.utils.translation import ngettext

from playbook.panels import SIDE, Knot, Panel, register_knots, register_panel
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
register_knots(lesson_and_question_knots)
