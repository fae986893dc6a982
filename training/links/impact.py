"""What freezing an edition makes stale among courses and questions."""

from django.urls import reverse
from django.utils.translation import ngettext

from kit.display import number
from kit.phrases import listed
from playbook.links.impact import ImpactLine
from training.models import Course, Question

NAMED = 3


def stale_courses(diff):
    """Courses with a lesson or a question about a standard that changed in earnest or is gone."""
    codes = diff.stale_codes
    courses = Course.objects.filter(is_live=True, lessons__is_live=True, lessons__standards__code__in=codes).distinct()
    count = courses.count()
    words = ngettext("%(count)s course becomes stale", "%(count)s courses become stale", count)
    yield ImpactLine(
        text=words % {"count": number(count)},
        count=count,
        url=reverse("training:mine"),
        detail=listed(course.title for course in courses[:NAMED]),
    )


def stale_questions(diff):
    count = Question.objects.in_use().filter(standards__standard__code__in=diff.stale_codes).distinct().count()
    words = ngettext("%(count)s question needs another look", "%(count)s questions need another look", count)
    yield ImpactLine(text=words % {"count": number(count)}, count=count)
