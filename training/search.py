"""Finding words in lessons, in their titles and bodies, whichever way they are spelled."""

from dataclasses import dataclass

from kit.filters import folded, holding
from kit.text.bilingual import LANGUAGES, active_language
from kit.text.folding import compact
from training.models import Course, Lesson

BEFORE, AFTER = 8, 16


@dataclass(frozen=True)
class Excerpt:
    """A few words of a text around the one that was looked for."""

    before: str
    hit: str
    after: str


@dataclass(frozen=True)
class LessonFind:
    lesson: Lesson
    excerpt: Excerpt | None  # None where the title alone says it


def lessons_holding(words):
    """Published lessons of published courses in which every one of `words` (kit.text.folding.Sought) stands."""
    rows = Lesson.objects.filter(is_live=True, course__is_live=True).select_related("course", "text")
    return holding(rows, "text__folded", words)


def courses_titled(user, words):
    """Published courses in whose titles and summaries every one of `words` stands."""
    rows = Course.objects.visible_to(user).filter(is_live=True)
    text = folded("title_fa", "title_en", "summary_fa", "summary_en")
    return holding(rows.annotate(words=text), "words", words)


def titles_of(user, most):
    """Titles of published courses and their lessons, in both languages."""
    courses = Course.objects.visible_to(user).filter(is_live=True)
    lessons = Lesson.objects.filter(is_live=True, course__is_live=True)
    rows = (query.order_by().values_list("title_fa", "title_en")[:most] for query in (courses, lessons))
    return [title for titles in rows for pair in titles for title in pair]


def find_of(lesson, words):
    """The lesson with an excerpt, in the reader's language if the word stands there, else in the other."""
    languages = sorted(LANGUAGES, key=lambda language: language != active_language())
    found = (excerpt_of(getattr(lesson.text, f"text_{language}"), words) for language in languages)
    return LessonFind(lesson, next(filter(None, found), None))


def excerpt_of(text, words):
    """The Excerpt around the first of `words` (kit.text.folding.Sought) that stands in `text`, or None."""
    told = text.split()
    line = " ".join(map(compact, told))
    spans = list(filter(None, (word.span_in(line) for word in words)))
    if not spans:
        return None
    begin, end = min(spans)
    first, rest = line.count(" ", 0, begin), line.count(" ", 0, end) + 1
    return Excerpt(
        before=" ".join(["…"] * (first > BEFORE) + told[max(first - BEFORE, 0) : first]),
        hit=" ".join(told[first:rest]),
        after=" ".join(told[rest : rest + AFTER] + ["…"] * (rest + AFTER < len(told))),
    )
