"""Texts on their way through approval: what waits for whom, what came back. Both languages of a text are one."""

from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.models import Page, WorkflowState

from kit.text.bilingual import active_language
from people.access.holders import holders, staying
from playbook.approval.verdict import APPROVING, approvers_besides, writer_of

WAITS, CAME_BACK = WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES


@dataclass
class WaitingText:
    """One text in the languages that are on their way: `states` = {page's primary key: WorkflowState}."""

    key: str
    pages: list = field(default_factory=list)
    states: dict = field(default_factory=dict)

    @property
    def title(self):
        return self._first.draft_title

    @property
    def kind(self):
        """What it is, in the reader's words."""
        return self._first.specific_class._meta.verbose_name

    @property
    def _first(self):
        own = (page for page in self.pages if page.locale.language_code == active_language())
        return next(own, self.pages[0])

    @property
    def asked_by(self):
        return next((state.requested_by for state in self.states.values() if state.requested_by), None)

    @property
    def asked_at(self):
        """When it was sent the last time."""
        return max(state.current_task_state.started_at for state in self._decided())

    @property
    def decided_by(self):
        return next((state.current_task_state.finished_by for state in self._decided()), None)

    @property
    def decided_at(self):
        return next((state.current_task_state.finished_at for state in self._decided()), None)

    @property
    def comment(self):
        return next((state.current_task_state.comment for state in self._decided()), "")

    def _decided(self):
        return [state for state in self.states.values() if state.current_task_state]

    @property
    def waits(self):
        """False: it came back."""
        return WAITS in {state.status for state in self.states.values()}

    def get_absolute_url(self):
        return reverse("playbook:approval", args=[self.key])

    def for_approval_by(self, user):
        """The pages that the user may approve: those that another saved last."""
        return [page for page in self.pages if writer_of(page) != user.pk]

    def is_sent_by(self, user):
        mine = {state.requested_by_id for state in self.states.values()}
        return user.pk in mine | {writer_of(page) for page in self.pages}

    def approvers(self):
        """Who else may approve, those who are here first."""
        return approvers_besides(*{writer_of(page) for page in self.pages})


def texts_on_their_way(status=WAITS, pages=None):
    """WaitingText of every text in that state, the oldest first; `pages`: a queryset to look among."""
    states = WorkflowState.objects.filter(status=status, base_content_type=ContentType.objects.get_for_model(Page))
    people = ("requested_by__staff_member", "current_task_state__finished_by__staff_member")
    if pages is not None:
        states = states.filter(object_id__in=[str(pk) for pk in pages.values_list("pk", flat=True)])
    states = list(states.select_related(*people).order_by("created_at", "pk"))
    if not states:
        return []
    found = Page.objects.filter(pk__in=[int(state.object_id) for state in states])
    rows = found.select_related("locale", "content_type", "latest_revision").in_bulk()
    texts = {}
    for state in states:
        page = rows.get(int(state.object_id))
        if page is not None:
            text = texts.setdefault(page.translation_key, WaitingText(page.translation_key.hex))
            text.pages.append(page)
            text.states[page.pk] = state
    return list(texts.values())


def on_its_way(pages):
    """What of the pages (a queryset) waits; else what came back."""
    return texts_on_their_way(WAITS, pages) or texts_on_their_way(CAME_BACK, pages)


def waiting_for(user):
    """What the user may approve."""
    if not user.has_perm("playbook.approve_text"):
        return []
    return [text for text in texts_on_their_way() if text.for_approval_by(user)]


def sent_by(user):
    """What the user wrote or sent, and others have not decided yet."""
    if not user.has_perm("playbook.approve_text"):
        return []
    return [text for text in texts_on_their_way() if text.is_sent_by(user)]


def came_back_to(user):
    """What was given back to the user; of somebody who is not here any more, to everybody who may write."""
    if not user.has_perm("playbook.approve_text"):
        return []
    texts = texts_on_their_way(CAME_BACK)
    here = set(staying(holders(*APPROVING)).values_list("pk", flat=True)) if texts else set()
    return [text for text in texts if text.is_sent_by(user) or not here & _senders(text)]


def _senders(text):
    return {state.requested_by_id for state in text.states.values()}
