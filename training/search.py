"""Finding words in lessons, in their titles and bodies, whichever way they are spelled."""

from dataclasses import dataclass

from kit.bilingual import LANGUAGES, active_language
from kit.filters import holding
from kit.folding import compact
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
    """Published lessons of published courses in which every one of `words` (kit.folding.Sought) stands."""
    rows = Lesson.objects.filter(is_live=True, course__is_live=True).select_related("course", "text")
    return holding(rows, "text__folded", words)


def find_of(lesson, words):
    """The lesson with an excerpt, in the reader's language if the word stands there, else in the other."""
    languages = sorted(LANGUAGES, key=lambda language: language != active_language())
    found = (excerpt_of(getattr(lesson.text, f"text_{language}"), words) for language in languages)
    return LessonFind(lesson, next(filter(None, found), None))


def excerpt_of(text, words):
    """The Excerpt around the first of `words` (kit.folding.Sought) that stands in `text`, or None."""
    told = text.split()
    folded = " ".join(map(compact, told))
    spans = list(filter(None, (word.span_in(folded) for word in words)))
    if not spans:
        return None
    begin, end = min(spans)
    first, rest = folded.count(" ", 0, begin), folded.count(" ", 0, end) + 1
    return Excerpt(
        before=" ".join(["…"] * (first > BEFORE) + told[max(first - BEFORE, 0) : first]),
        hit=" ".join(told[first:rest]),
        after=" ".join(told[rest : rest + AFTER] + ["…"] * (rest + AFTER < len(told))),
    )
