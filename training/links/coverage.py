"""What training gives to the folder's coverage matrix: live lessons and questions in use, by standard."""

from django.db.models import Count
from django.urls import reverse

from kit.http.back import leading
from playbook.links.coverage import LESSONS, QUESTIONS, CoverageCell, CoverageSource
from training.models import LessonStandard, QuestionStandard


def lessons(codes, on):
    rows = LessonStandard.objects.filter(code__in=codes, lesson__is_live=True, lesson__course__is_live=True)
    counted = rows.order_by().values("code").annotate(count=Count("lesson", distinct=True))
    return {row["code"]: CoverageCell(row["count"]) for row in counted}


def questions(codes, on):
    rows = QuestionStandard.objects.asked().filter(standard__code__in=codes, question__course__is_live=True)
    counted = rows.order_by().values("standard__code").annotate(count=Count("question", distinct=True))
    return {row["standard__code"]: CoverageCell(row["count"]) for row in counted}


def _course_for(standard):
    """A new course that teaches it; without the workbench who teaches it, on whatever wording."""
    return leading(reverse("training:course_new"), standard=standard.code)


def _question_about(standard):
    """A new question that asks about it, once its course is chosen."""
    return reverse("training:question_for", args=[standard.code])


SOURCES = (
    CoverageSource(LESSONS, lessons, mend=_course_for, perm="training.write_courses"),
    CoverageSource(QUESTIONS, questions, mend=_question_about, perm="training.write_courses"),
)
