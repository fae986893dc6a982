"""What training shows on a standard's page: the lessons that teach it, and what was seen at work."""

from django.utils import timezone

from people.models import StaffMember
from people.roles import led_team_ids, staff_of
from playbook.links.panels import SIDE, Panel
from training.models import Course, Lesson
from training.progress.competence import seen_counts


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
