"""Finding words in lessons, in their titles and bodies, whichever way they are spelled."""

from dataclasses import dataclass

from kit.bilingual import LANGUAGES, active_language
from kit.folding import fold
from training.models import Lesson

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
    """Published lessons of published courses in which every folded word stands."""
    rows = Lesson.objects.filter(is_live=True, course__is_live=True).select_related("course", "text")
    for word in words:
        rows = rows.filter(text__folded__contains=word)
    return rows


def find_of(lesson, words):
    """The lesson with an excerpt, in the reader's language if the word stands there, else in the other."""
    languages = sorted(LANGUAGES, key=lambda language: language != active_language())
    found = (excerpt_of(getattr(lesson.text, f"text_{language}"), words) for language in languages)
    return LessonFind(lesson, next(filter(None, found), None))


def excerpt_of(text, words):
    """The Excerpt around the first of `words`, folded, that stands in `text`, or None."""
    told = text.split()
    place = next((place for place, one in enumerate(told) if any(word in fold(one) for word in words)), None)
    if place is None:
        return None
    before, after = told[max(place - BEFORE, 0) : place], told[place + 1 : place + 1 + AFTER]
    return Excerpt(
        before=" ".join(["…"] * (place > BEFORE) + before),
        hit=told[place],
        after=" ".join(after + ["…"] * (place + 1 + AFTER < len(told))),
    )
