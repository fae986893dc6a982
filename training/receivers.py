"""Courses follow their pages, however these are published (by hand, by schedule, by a workflow); due days, leave,
certificates."""

from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from wagtail.signals import page_published, page_unpublished, post_page_move

from people.signals import absence_changed
from playbook.signals import edition_frozen
from training.actions import follow_leave, refresh_course, tie_lessons, tie_questions
from training.documents import follow_completion, follow_new_result
from training.models import CoursePage, LessonPage
from training.signals import attempt_regraded, course_completed


@receiver(course_completed, dispatch_uid="training_certificate")
def completed(completion, **kwargs):
    follow_completion(completion)


@receiver(attempt_regraded, dispatch_uid="training_certificate_again")
def regraded(attempt, at, **kwargs):
    follow_new_result(attempt, at)


@receiver([page_published, page_unpublished], sender=CoursePage)
@receiver(post_delete, sender=CoursePage)
def course_page_changed(instance, **kwargs):
    refresh_course(translation_key=instance.translation_key, on=timezone.localdate())


@receiver([page_published, page_unpublished], sender=LessonPage)
def lesson_page_changed(instance, **kwargs):
    _refresh_course_of(instance)


@receiver(post_delete, sender=LessonPage)
def lesson_page_deleted(instance, **kwargs):
    """With its course, or alone: then the course forgets it."""
    from training.models import Lesson

    lesson = Lesson.objects.filter(translation_key=instance.translation_key).select_related("course").first()
    if lesson:
        refresh_course(translation_key=lesson.course.translation_key, on=timezone.localdate())


@receiver(post_page_move)
def page_moved(instance, **kwargs):
    if isinstance(instance.specific, LessonPage):
        _refresh_course_of(instance)


@receiver(edition_frozen, dispatch_uid="training_tie_lessons")
def edition_came(edition, **kwargs):
    """Lessons and questions may be written before the edition that holds their standard."""
    tie_lessons(edition=edition)
    tie_questions(edition=edition)


@receiver(absence_changed)
def leave_changed(staff, **kwargs):
    follow_leave(staff=staff)


def _refresh_course_of(lesson_page):
    course_page = CoursePage.objects.parent_of(lesson_page).first()
    if course_page:
        refresh_course(translation_key=course_page.translation_key, on=timezone.localdate())
