"""What it means that a course or a lesson is deleted, said before: what was learned and passed stays."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.display import number
from kit.phrases import listed
from training.models import Assignment, Completion, Course, Lesson, LessonStandard


def end_of_course(page, on):
    course = Course.objects.filter(translation_key=page.translation_key).first()
    if course is None:
        return [_("Nobody was given this course yet.")]
    sentences = [_("Its lessons go with it; nobody takes it any more.")]
    given = Assignment.objects.filter(course=course).values("staff").distinct().count()
    said = ngettext("%(count)s person has it to do.", "%(count)s people have it to do.", given)
    sentences += [said % {"count": number(given)}] if given else []
    done = Completion.objects.filter(course=course).count()
    said = ngettext(
        "%(count)s completion stays, with its certificate.",
        "%(count)s completions stay, with their certificates.",
        done,
    )
    return sentences + ([said % {"count": number(done)}] if done else [])


def end_of_lesson(page, on):
    lesson = Lesson.objects.filter(translation_key=page.translation_key).first()
    codes = LessonStandard.objects.filter(lesson=lesson).values_list("code", flat=True) if lesson else []
    sentences = [_("The course goes on without this lesson; who read it keeps what they finished.")]
    said = _("It teaches %(codes)s: look whether another lesson does.")
    return sentences + ([said % {"codes": listed(codes)}] if codes else [])
