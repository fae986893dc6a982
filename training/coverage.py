"""What training gives to the folder's coverage matrix: live lessons and questions in use, by standard."""

from django.db.models import Count
from django.urls import reverse

from playbook.coverage import LESSONS, QUESTIONS, Cell, register_coverage
from training.models import LessonStandard, QuestionStandard


def lessons(codes, on):
    rows = LessonStandard.objects.filter(code__in=codes, lesson__is_live=True, lesson__course__is_live=True)
    counted = rows.order_by().values("code").annotate(count=Count("lesson", distinct=True))
    return {row["code"]: Cell(row["count"]) for row in counted}


def questions(codes, on):
    rows = QuestionStandard.objects.filter(
        standard__code__in=codes, question__is_retired=False, question__course__is_live=True
    )
    counted = rows.order_by().values("standard__code").annotate(count=Count("question", distinct=True))
    return {row["standard__code"]: Cell(row["count"]) for row in counted}


register_coverage(
    LESSONS, lessons, mend=lambda code: reverse("wagtailadmin_explore_root"), perm="training.write_courses"
)
register_coverage(
    QUESTIONS, questions, mend=lambda code: reverse("training_questions:index"), perm="training.write_courses"
)
