"""Which standards a course teaches, and since when one of them reads differently in earnest."""

from collections import defaultdict

from django.db.models import OuterRef, Q, Subquery

from kit.http.once import once
from playbook.models import ChangeClass, EditionKind, EditionState, FrozenStandard
from training.models import Course, LessonStandard, QuestionStandard


def taught_codes(course_ids):
    """{course id: set of codes} from the cards in its lessons and the tags of its questions; two queries."""
    found = defaultdict(set)
    lessons = LessonStandard.objects.filter(lesson__course__in=course_ids, lesson__is_live=True)
    questions = QuestionStandard.objects.asked().filter(question__course__in=course_ids)
    for course, code in lessons.values_list("lesson__course", "code"):
        found[course].add(code)
    for course, code in questions.values_list("question__course", "standard__code"):
        found[course].add(code)
    return dict(found)


def changed_on(course_ids, on):
    """{course id: the latest effective date, not after `on`, of a major change of a standard it teaches}."""
    latest = all_changes(on)
    return {course: latest[course] for course in course_ids if course in latest}


@once
def all_changes(on):
    """The same for every course, in one query."""
    of_course = OuterRef(OuterRef("pk"))
    lessons = LessonStandard.objects.filter(lesson__course=of_course, lesson__is_live=True)
    questions = QuestionStandard.objects.asked().filter(question__course=of_course)
    taught = Q(code__in=lessons.values("code")) | Q(code__in=questions.values("standard__code"))
    latest = major_changes(on).filter(taught).order_by("-edition__effective_on").values("edition__effective_on")[:1]
    courses = Course.objects.order_by().annotate(changed_on=Subquery(latest)).filter(changed_on__isnull=False)
    return dict(courses.values_list("pk", "changed_on"))


def major_changes(on):
    """Standards as they read when they changed in earnest, in editions of the folder in force by `on`."""
    return FrozenStandard.objects.filter(
        change_class=ChangeClass.MAJOR,
        edition__kind=EditionKind.FOLDER,
        edition__state__in=[EditionState.FROZEN, EditionState.SUPERSEDED],
        edition__effective_on__lte=on,
    )
