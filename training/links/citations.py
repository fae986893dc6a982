"""Lessons and questions that cite standards of an earlier edition."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from playbook.links.citations import Citing, CitingSource
from playbook.models import EditionKind
from training.actions.questions.editions import move_lesson, move_question
from training.models import Lesson, LessonPage, LessonStandard, Question, QuestionStandard

LESSONS, QUESTIONS = "lesson", "question"


def earlier(edition):
    """Tags whose standard is of an edition of the folder before `edition`."""
    return {"standard__edition__kind": EditionKind.FOLDER, "standard__edition__number__lt": edition.number}


def citing_lessons(edition):
    tags = LessonStandard.objects.filter(lesson__is_live=True, lesson__course__is_live=True, **earlier(edition))
    tags = list(tags.select_related("lesson__course", "standard__edition"))
    pages = LessonPage.objects.filter(translation_key__in={tag.lesson.translation_key for tag in tags})
    page_of = dict(pages.order_by("-path").values_list("translation_key", "pk"))
    return [
        Citing(
            LESSONS,
            key=str(lesson.translation_key),
            title=lesson.title,
            url=_editor(page_of.get(lesson.translation_key)),
            cited=[tag.standard for tag in own],
            where=lesson.course.title,
            group=lesson.course.key,
        )
        for lesson, own in _by([(tag.lesson, tag) for tag in tags])
    ]


def citing_questions(edition):
    tags = QuestionStandard.objects.asked().filter(question__course__is_live=True, **earlier(edition))
    tags = tags.select_related("question__course", "standard__edition").order_by("question__course", "question", "pk")
    return [
        Citing(
            QUESTIONS,
            key=question.key,
            title=str(question),
            url=reverse("training:question_edit", args=[question.key]),
            cited=[tag.standard for tag in own],
            where=question.course.title,
            group=question.course.key,
        )
        for question, own in _by([(tag.question, tag) for tag in tags])
    ]


def _editor(page_id):
    return reverse("wagtailadmin_pages:edit", args=[page_id]) if page_id else reverse("wagtailadmin_home")


def _by(pairs):
    grouped = {}
    for thing, tag in pairs:
        grouped.setdefault(thing, []).append(tag)
    return grouped.items()


def _move_lesson(*, key, edition, by, at):
    return move_lesson(lesson=Lesson.objects.get(translation_key=key), edition=edition, by=by, at=at)


def _move_question(*, key, edition, by, at):
    return move_question(question=Question.objects.get(key=key), edition=edition, by=by, at=at)


SOURCES = (
    CitingSource(
        LESSONS,
        _("Lessons"),
        citing_lessons,
        _move_lesson,
        "training.move_lesson",
        _("The lesson's text stays as it is; you say that it teaches what the new edition asks."),
    ),
    CitingSource(
        QUESTIONS,
        _("Questions"),
        citing_questions,
        _move_question,
        "training.move_question",
        _("The question stays as it is; attempts that were begun keep what they were asked."),
    ),
)
