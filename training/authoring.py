"""Making a whole course in both languages at once: for demo data, imports and tests."""

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Locale, Page

from kit.bilingual import LANGUAGES
from playbook.models import Edition
from training.actions import refresh_course
from training.media_files import is_captions, kind_of
from training.models import (
    AnswerOption,
    CourseIndexPage,
    CoursePage,
    LessonMedia,
    LessonPage,
    Question,
    QuestionStandard,
)

SHELF_TITLES = {"fa": "دوره‌های آموزشی", "en": "Courses"}
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
    lessons,
    questions=(),
    title_fa="",
    title_en="",
    summary_fa="",
    summary_en="",
    edition=None,
    by=None,
    is_draft=False,
    **rules,
):
    """Build and publish a course, or with `is_draft` leave its pages to be published; returns the Course.

    lessons: dicts of title_fa, title_en, minutes, blocks_fa, blocks_en (lists of (block type, value)), or instead
        body_fa/body_en (lists of plain paragraphs), media (a LessonMedia), standards (codes, each a card),
        try_fa/try_en.
    questions: dicts of text_fa, text_en, options_fa, options_en (lists), right (number of the right option, from 1),
        standard or standards (codes of `edition`, else of the one in force), weight, feedback_fa/feedback_en (lists).
    rules: fields of Course, see RULES.
    """
    titles, summaries = {"fa": title_fa, "en": title_en}, {"fa": summary_fa, "en": summary_en}
    key, lesson_keys, writing = None, {}, {"by": by, "is_draft": is_draft}
    for language in LANGUAGES:
        if titles[language]:
            page = _course_page(language, titles[language], summaries[language], key, writing)
            key = key or page.translation_key
            _add_lessons(page, lessons, language, lesson_keys, writing)
    on = timezone.localdate()
    course = refresh_course(translation_key=key, on=on)
    for name in RULES:
        setattr(course, name, rules.pop(name, getattr(course, name)))
    course.save()
    if rules:
        raise TypeError(f"no such rules of a course: {', '.join(rules)}")
    _add_questions(course, questions, edition or Edition.objects.in_force(on))
    return course


def add_media(*, name, content, title_fa, title_en="", captions_fa="", captions_en=""):
    """A video or sound with its captions, checked as in the author's form. Returns the LessonMedia."""
    kind = kind_of(name, content[:32])
    captions = captions_fa.strip(), captions_en.strip()
    if kind is None or not all(is_captions(text) for text in captions if text):
        raise ValueError(name)
    texts = {"title_fa": title_fa, "title_en": title_en, "captions_fa": captions[0], "captions_en": captions[1]}
    return LessonMedia.objects.create(kind=kind, file=ContentFile(content, name), **texts)


def shelf(language):
    """The index of courses in a language, made when it is missing."""
    locale, _ = Locale.objects.get_or_create(language_code=language)
    found = CourseIndexPage.objects.filter(locale=locale).first()
    if found:
        return found
    other = CourseIndexPage.objects.exclude(locale=locale).first()
    page = CourseIndexPage(title=SHELF_TITLES[language], slug=f"courses-{language}", locale=locale)
    return _publish(Page.get_first_root_node(), page, other.translation_key if other else None)


def _publish(parent, page, translation_key, by=None, is_draft=False):
    if translation_key:
        page.translation_key = translation_key
    page.live = not is_draft
    parent.add_child(instance=page)
    revision = page.save_revision(user=by)
    if not is_draft:
        revision.publish(user=by, skip_permission_checks=True)
    return page


def _course_page(language, title, summary, translation_key, writing):
    parent = shelf(language)
    page = CoursePage(title=title, slug=_slug(title), summary=summary or title, locale=parent.locale)
    return _publish(parent, page, translation_key, **writing)


def _slug(title):
    return f"{slugify(title, allow_unicode=True)[:60]}-{timezone.now():%H%M%S%f}"


def _add_lessons(course_page, lessons, language, keys, writing):
    """`keys`: {number of the lesson: its translation key}, filled by the first language."""
    for number, lesson in enumerate(lessons, start=1):
        title = lesson.get(f"title_{language}")
        if not title:
            continue
        page = LessonPage(
            title=title,
            slug=f"lesson-{number}",
            minutes=lesson.get("minutes", 3),
            body=lesson.get(f"blocks_{language}") or _blocks(lesson, language),
            locale=course_page.locale,
        )
        keys[number] = _publish(course_page, page, keys.get(number), **writing).translation_key


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
