"""Which standards a course teaches, and since when one of them reads differently in earnest."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery

from kit.once import once
from playbook.models import ChangeClass, EditionKind, EditionState, FrozenStandard
from training.models import Course, LessonStandard, QuestionStandard


def taught_codes(course_ids):
    """{course id: set of codes} from the cards in its lessons and the tags of its questions; two queries."""
    found = defaultdict(set)
    lessons = LessonStandard.objects.filter(lesson__course__in=course_ids, lesson__is_live=True)
    questions = QuestionStandard.objects.filter(question__course__in=course_ids, question__is_retired=False)
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
    questions = QuestionStandard.objects.filter(question__course=of_course, question__is_retired=False)
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


@dataclass(frozen=True)
class StaleItem:
    """A lesson or a question about standards that changed in earnest since somebody looked at it.

    `standards`: [(the frozen standard it was written for, or None; that of the edition, or None where it is gone)].
    """

    thing: object
    standards: list

    @property
    def codes(self):
        return [(old or new).code for old, new in self.standards]

    @property
    def is_movable(self):
        """Something of it is still in the edition; else the author has to rewrite or retire it."""
        return any(new is not None for _old, new in self.standards)


def stale_lessons(edition, course=None):
    """StaleItems of published lessons against a frozen edition, in the order of their courses; three queries."""
    taught = LessonStandard.objects.filter(lesson__is_live=True, lesson__course__is_live=True)
    taught = taught.filter(lesson__course=course) if course else taught
    rows = taught.select_related("lesson__course", "standard__edition").order_by(
        "lesson__course__title_fa", "lesson__course", "lesson__position", "pk"
    )
    return _stale(edition, [(row.lesson, row.code, row.standard) for row in rows])


def stale_questions(edition, course=None):
    """StaleItems of questions in use against a frozen edition, in the order of their courses; three queries."""
    asked = QuestionStandard.objects.filter(question__is_retired=False)
    asked = asked.filter(question__course=course) if course else asked.filter(question__course__is_live=True)
    rows = asked.select_related("question__course", "standard__edition").order_by(
        "question__course__title_fa", "question__course", "question__position", "pk"
    )
    return _stale(edition, [(row.question, row.standard.code, row.standard) for row in rows])


def _stale(edition, written):
    """`written`: [(thing, code, the standard it was written for or None)]."""
    now = {row.code: row for row in edition.standards.all()}
    changed = {}
    for code, day in major_changes(edition.effective_on).values_list("code", "edition__effective_on"):
        changed[code] = max(day, changed.get(code, day))
    found = {}
    for thing, code, old in written:
        is_older = old is not None and code in changed and changed[code] > old.edition.effective_on
        if code not in now or is_older:
            found.setdefault(thing, []).append((old, now.get(code)))
    return [StaleItem(thing, standards) for thing, standards in found.items()]
