"""Making a whole course in both languages at once: for demo data, imports and tests."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.utils import timezone

from kit.text.bilingual import LANGUAGES
from people.models import User
from playbook.models import Edition
from training.actions import refresh_course
from training.courses.pages import publish_page, write_course_page, write_lesson_page
from training.lessons.media_types import is_captions, kind_of
from training.models import AnswerOption, Course, LessonMedia, Question, QuestionStandard

RULES = (
    "pass_mark",
    "critical_mark",
    "attempt_limit",
    "wait_minutes",
    "validity_months",
    "warn_days",
    "draw_per_standard",
    "needs_observation",
    "observation_count",
)


def create_course(
    *,
    lessons: Iterable[Mapping[str, Any]],
    questions: Iterable[Mapping[str, Any]] = (),
    title_fa: str = "",
    title_en: str = "",
    summary_fa: str = "",
    summary_en: str = "",
    edition: Edition | None = None,
    by: User | None = None,
    is_draft: bool = False,
    **rules: Any,
) -> Course:
    """Build and publish a course, or with `is_draft` leave its pages to be published; returns the Course.

    lessons: dicts of title_fa, title_en, minutes, blocks_fa, blocks_en (lists of (block type, value)), or instead
        body_fa/body_en (lists of plain paragraphs), media (a LessonMedia), standards (codes, each a card),
        try_fa/try_en.
    questions: dicts of text_fa, text_en, options_fa, options_en (lists), right (number of the right option, from 1),
        standard or standards (codes of `edition`, else of the one in force), weight, feedback_fa/feedback_en (lists).
    rules: fields of Course, see RULES.
    """
    titles, summaries = {"fa": title_fa, "en": title_en}, {"fa": summary_fa, "en": summary_en}
    lesson_keys: dict[int, UUID] = {}
    key, writing = None, {"by": by, "is_draft": is_draft}
    for language in LANGUAGES:
        if titles[language]:
            page = write_course_page(language, titles[language], summaries[language], key, by)
            key = key or page.translation_key
            _add_lessons(page, lessons, language, lesson_keys, writing)
            if not is_draft:
                publish_page(page, by)
    assert key is not None, titles
    on = timezone.localdate()
    course = refresh_course(translation_key=key, on=on)
    for name in RULES:
        setattr(course, name, rules.pop(name, getattr(course, name)))
    course.save()
    if rules:
        raise TypeError(f"no such rules of a course: {', '.join(rules)}")
    _add_questions(course, questions, edition or Edition.objects.in_force(on))
    return course


def add_media(
    *, name: str, content: bytes, title_fa: str, title_en: str = "", captions_fa: str = "", captions_en: str = ""
) -> LessonMedia:
    """A video or sound with its captions, checked as in the author's form. Returns the LessonMedia."""
    kind = kind_of(name, content[:32])
    captions = captions_fa.strip(), captions_en.strip()
    if kind is None or not all(is_captions(text) for text in captions if text):
        raise ValueError(name)
    texts = {"title_fa": title_fa, "title_en": title_en, "captions_fa": captions[0], "captions_en": captions[1]}
    return LessonMedia.objects.create(kind=kind, file=ContentFile(content, name), **texts)


def _add_lessons(course_page, lessons, language, keys, writing):
    """`keys`: {number of the lesson: its translation key}, filled by the first language."""
    for number, lesson in enumerate(lessons, start=1):
        title = lesson.get(f"title_{language}")
        if not title:
            continue
        body = lesson.get(f"blocks_{language}") or _blocks(lesson, language)
        page = write_lesson_page(course_page, title, lesson.get("minutes", 3), body, keys.get(number), writing["by"])
        keys[number] = page.translation_key
        if not writing["is_draft"]:
            publish_page(page, writing["by"])


def _blocks(lesson, language):
    """Paragraphs, then the film, the standards' cards, the task."""
    paragraphs = lesson.get(f"body_{language}", ())
    blocks = [("text", "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs))] if paragraphs else []
    blocks += [("media", {"media": lesson["media"].key})] if "media" in lesson else []
    blocks += [("standard", {"code": code}) for code in lesson.get("standards", ())]
    task = lesson.get(f"try_{language}")
    return blocks + ([("task", {"text": task})] if task else [])


def _add_questions(course, questions, edition):
    frozen = {each.code: each for each in edition.standards.all()} if edition else {}
    for position, given in enumerate(questions, start=1):
        question = Question.objects.create(
            course=course,
            position=position,
            text_fa=given["text_fa"],
            text_en=given.get("text_en", ""),
            weight=given.get("weight", 1),
        )
        _add_options(question, given)
        codes = [given["standard"]] if "standard" in given else given.get("standards", ())
        QuestionStandard.objects.bulk_create(
            QuestionStandard(question=question, standard=frozen[code]) for code in codes
        )


def _add_options(question, given):
    count = len(given["options_fa"])
    blank = [""] * count
    columns = (given["options_fa"], given.get("options_en") or blank)
    feedback = (given.get("feedback_fa") or blank, given.get("feedback_en") or blank)
    for place, (fa, en, feedback_fa, feedback_en) in enumerate(zip(*columns, *feedback, strict=True)):
        AnswerOption.objects.create(
            question=question,
            sort_order=place,
            text_fa=fa,
            text_en=en,
            is_correct=place + 1 == given["right"],
            feedback_fa=feedback_fa,
            feedback_en=feedback_en,
        )
