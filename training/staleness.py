"""Which standards a course teaches, and since when one of them reads differently in earnest."""

from collections import defaultdict

from playbook.models import ChangeClass, EditionKind, EditionState, FrozenStandard
from training.models import LessonStandard, QuestionStandard


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
    codes = taught_codes(course_ids)
    changes = _major_changes(set().union(*codes.values()), on) if codes else {}
    latest = {
        course: max((changes[code] for code in own if code in changes), default=None) for course, own in codes.items()
    }
    return {course: day for course, day in latest.items() if day}


def _major_changes(codes, on):
    rows = FrozenStandard.objects.filter(
        code__in=codes,
        change_class=ChangeClass.MAJOR,
        edition__kind=EditionKind.FOLDER,
        edition__state__in=[EditionState.FROZEN, EditionState.SUPERSEDED],
        edition__effective_on__lte=on,
    )
    latest = {}
    for code, day in rows.values_list("code", "edition__effective_on"):
        latest[code] = max(day, latest.get(code, day))
    return latest
