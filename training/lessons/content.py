"""A page in the reader's language, or in the other one where it was not translated."""

from dataclasses import dataclass, field

from django.utils import timezone

from playbook.models import Edition, EditionKind, EditionState, FrozenStandard
from training.models import LessonMedia, LessonPage, Requirement
from training.models.standards import standards_to_name


@dataclass(frozen=True)
class Reading:
    """`page` is written in `language`; `is_fallback`: not the one that was asked for."""

    page: LessonPage
    language: str
    is_fallback: bool

    @property
    def direction(self):
        return "rtl" if self.language == "fa" else "ltr"


def lesson_reading(lesson, language):
    """The published page of a lesson as a Reading, or None where there is none any more."""
    pages = LessonPage.objects.live().filter(translation_key=lesson.translation_key).select_related("locale")
    by_language = {page.locale.language_code: page for page in pages}
    found = language if language in by_language else next(iter(by_language), None)
    return Reading(by_language[found], found, found != language) if found else None


def standards_in_force(codes, on=None):
    """{code: frozen standard} of the edition in force, for the cards of a lesson."""
    edition = Edition.objects.in_force(on or timezone.localdate())
    if edition is None:
        return {}
    return {each.code: each for each in edition.standards.filter(code__in=codes).select_related("edition")}


@dataclass(frozen=True)
class Cards:
    """What the standard cards of a lesson show. `in_force`: {code: frozen standard}; `gone`: codes that only earlier
    editions held; `drafts`: {code: Known} of what no edition holds yet, for authors alone."""

    in_force: dict
    gone: frozenset = frozenset()
    drafts: dict = field(default_factory=dict)


def cards_of(codes, *, with_drafts=False, on=None):
    """The Cards of a lesson that names these codes; a constant number of queries."""
    on = on or timezone.localdate()
    in_force = standards_in_force(codes, on)
    missing = [code for code in codes if code not in in_force]
    if not missing:
        return Cards(in_force)
    earlier = FrozenStandard.objects.filter(
        code__in=missing,
        edition__kind=EditionKind.FOLDER,
        edition__state__in=[EditionState.FROZEN, EditionState.SUPERSEDED],
        edition__effective_on__lte=on,
    )
    gone = frozenset(earlier.values_list("code", flat=True))
    known = standards_to_name(on) if with_drafts else {}
    drafts = {code: known[code] for code in missing if code in known}
    return Cards(in_force, gone, drafts)


def standards_to_choose(on):
    """Those of the edition in force, in the order of the folder."""
    edition = Edition.objects.in_force(on)
    return edition.standards.order_by("position") if edition else FrozenStandard.objects.none()


def codes_of_low_score(on):
    """Codes of standards for which a low score brings a course."""
    rows = Requirement.objects.active_on(on).exclude(standard_code="").filter(course__is_live=True)
    return set(rows.order_by().values_list("standard_code", flat=True))


def media_of(keys):
    """{key: LessonMedia} for the players of a lesson."""
    return {media.key: media for media in LessonMedia.objects.filter(key__in=keys)} if keys else {}
