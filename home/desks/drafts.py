"""What authors wrote and nobody published yet: pages of the folder and of courses (one row for all languages), and
scorecards."""

from dataclasses import dataclass, field

from django.db.models import Case, CharField, Q, Value, When
from django.db.models.functions import Cast
from wagtail.models import Page

from evaluations.models import Scorecard, ScorecardState
from kit.text.bilingual import active_language
from playbook.models import ComplaintPolicyPage, FolderPage, StandardPage, TouchpointPage
from training.models import CoursePage, LessonPage

FOLDER, COURSES, SCORECARDS = "folder", "courses", "scorecards"
KINDS = {FOLDER: (FolderPage, TouchpointPage, StandardPage, ComplaintPolicyPage), COURSES: (CoursePage, LessonPage)}


@dataclass
class DraftRow:
    """One thing with a draft in `pages`, in each of its languages; `code` of a standard."""

    key: str
    code: str
    pages: list = field(default_factory=list)

    @property
    def is_chapter(self):
        """Do others stand below it?"""
        return issubclass(self.pages[0].specific_class, (FolderPage, TouchpointPage, CoursePage))

    @property
    def title(self):
        own = (page for page in self.pages if page.locale.language_code == active_language())
        return next(own, self.pages[0]).draft_title


def drafts_of(which):
    """Rows of FOLDER or COURSES, in the order of the tree; scorecards themselves."""
    if which == SCORECARDS:
        return list(_scorecards())
    rows, codes = {}, dict(StandardPage.objects.order_by().values_list("translation_key", "code"))
    for page in _drafts(which):
        key = page.translation_key
        row = rows.setdefault(key, DraftRow(key.hex, codes.get(key, "")))
        row.pages.append(page)
    return list(rows.values())


def count_drafts():
    """How many rows there are altogether; one query."""
    pages = _waiting(*KINDS[FOLDER], *KINDS[COURSES]).order_by()
    of_pages = pages.values_list(Cast("translation_key", CharField()))
    return of_pages.union(_scorecards().order_by().values_list("key")).count()


def _scorecards():
    return Scorecard.objects.filter(state=ScorecardState.DRAFT)


def _waiting(*models):
    """Not those that are scheduled or locked: somebody has other plans for them."""
    kinds = Page.objects.type(*models).filter(Q(live=False) | Q(has_unpublished_changes=True), locked=False)
    return kinds.filter(latest_revision__isnull=False, latest_revision__approved_go_live_at=None, expired=False)


def _drafts(which):
    order = Case(When(locale__language_code="fa", then=Value(0)), default=Value(1))
    return _waiting(*KINDS[which]).select_related("locale", "content_type").order_by(order, "path")
