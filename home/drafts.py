"""What authors wrote and nobody published yet: pages of the folder and of courses, one row for all languages."""

from dataclasses import dataclass, field

from django.db.models import Case, Q, Value, When
from wagtail.models import Page

from playbook.models import ComplaintPolicyPage, FolderPage, StandardPage, TouchpointPage
from training.models import CoursePage, LessonPage

FOLDER, COURSES = "folder", "courses"
KINDS = {FOLDER: (FolderPage, TouchpointPage, StandardPage, ComplaintPolicyPage), COURSES: (CoursePage, LessonPage)}


@dataclass
class DraftRow:
    """One thing with a draft in `pages`, in each of its languages."""

    key: str
    kind: str
    pages: list = field(default_factory=list)

    @property
    def title(self):
        return self.pages[0].draft_title

    @property
    def code(self):
        page = self.pages[0].specific
        return page.code if isinstance(page, StandardPage) else ""


def drafts_of(which):
    """Rows of FOLDER or COURSES, in the order of the tree."""
    rows = {}
    for page in _drafts(which):
        model = page.specific_class._meta.model_name
        row = rows.setdefault(page.translation_key, DraftRow(page.translation_key.hex, model))
        row.pages.append(page)
    return list(rows.values())


def count_drafts(which):
    """How many rows there are; one query."""
    return _drafts(which).order_by().values("translation_key").distinct().count()


def _drafts(which):
    """Not those that are scheduled or locked: somebody has other plans for them."""
    kinds = Page.objects.type(*KINDS[which]).filter(Q(live=False) | Q(has_unpublished_changes=True), locked=False)
    waiting = kinds.filter(latest_revision__isnull=False, latest_revision__approved_go_live_at=None, expired=False)
    order = Case(When(locale__language_code="fa", then=Value(0)), default=Value(1))
    return waiting.select_related("locale", "content_type").order_by(order, "path")
