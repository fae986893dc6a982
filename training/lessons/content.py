"""A page in the reader's language, or in the other one where it was not translated."""

from dataclasses import dataclass

from playbook.models import Edition, FrozenStandard
from training.models import LessonPage, Requirement


@dataclass(frozen=True)
class LessonReading:
    """`page` is written in `language`; `is_fallback`: not the one that was asked for."""

    page: LessonPage
    language: str
    is_fallback: bool

    @property
    def direction(self):
        return "rtl" if self.language == "fa" else "ltr"


def lesson_reading(lesson, language):
    """The published page of a lesson as a LessonReading, or None where there is none any more."""
    pages = LessonPage.objects.live().filter(translation_key=lesson.translation_key).select_related("locale")
    by_language = {page.locale.language_code: page for page in pages}
    found = language if language in by_language else next(iter(by_language), None)
    return LessonReading(by_language[found], found, found != language) if found else None


def standards_to_choose(on):
    """Those of the edition in force, in the order of the folder."""
    edition = Edition.objects.in_force(on)
    return edition.standards.order_by("position") if edition else FrozenStandard.objects.none()


def codes_of_low_score(on):
    """Codes of standards for which a low score brings a course."""
    rows = Requirement.objects.active_on(on).exclude(standard_code="").filter(course__is_live=True)
    return set(rows.order_by().values_list("standard_code", flat=True))
