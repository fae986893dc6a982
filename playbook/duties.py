"""What the folder asks of a person."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.display import day, number
from kit.duties import Duty
from kit.phrases import listed
from people.access.notices import named
from playbook.approval.queue import came_back_to, waiting_for
from playbook.folder.trust import to_review
from playbook.models import Edition, EditionState
from playbook.signatures.standings import unsigned_standings

MINUTES_A_STANDARD = 1
MINUTES_A_REVIEW = 5
MINUTES_AN_APPROVAL = 3
# Each is a line of its own up to so many; more are one line that leads to their list.
MOST_APPROVALS = 3


def duties_for(staff, on):
    return [*_to_sign(staff, on), *_to_review(staff, on), *_to_freeze(staff)]


def duties_of_user(user):
    """What an account is asked for as one of those who write, whether or not it is anybody of the staff."""
    return [*_to_approve(user), *_to_mend(user)]


def _to_approve(user):
    waiting = waiting_for(user)
    if len(waiting) > MOST_APPROVALS:
        title = ngettext(
            "%(count)s text waits for your approval", "%(count)s texts wait for your approval", len(waiting)
        )
        yield Duty(
            kind="playbook.approve",
            title=title % {"count": number(len(waiting))},
            detail=listed(text.title for text in waiting[:2]),
            url=reverse("playbook:approvals"),
            due_on=None,
            icon="circle-check",
            action=_("Look at them"),
            minutes=MINUTES_AN_APPROVAL * len(waiting),
            count=len(waiting),
        )
        return
    for text in waiting:
        told = {"name": named(text.asked_by) if text.asked_by else "—", "day": day(text.asked_at)}
        yield Duty(
            kind="playbook.approve",
            title=_("Approve “%(title)s”") % {"title": text.title},
            detail=_("%(name)s sent it on %(day)s.") % told,
            url=text.get_absolute_url(),
            due_on=None,
            icon="circle-check",
            action=_("Look at it"),
            minutes=MINUTES_AN_APPROVAL,
        )


def _to_mend(user):
    for text in came_back_to(user):
        yield Duty(
            kind="playbook.mend",
            title=_("“%(title)s” came back") % {"title": text.title},
            detail=_("%(name)s: %(reason)s") % {"name": named(text.decided_by), "reason": text.comment}
            if text.decided_by
            else text.comment,
            url=text.get_absolute_url(),
            due_on=None,
            icon="arrow-back-up",
            action=_("Read why"),
        )


def _to_sign(staff, on):
    waiting = unsigned_standings(staff, on)
    if not waiting:
        return
    count = len(waiting)
    yield Duty(
        kind="playbook.sign",
        title=ngettext("Read and sign %(count)s standard", "Read and sign %(count)s standards", count)
        % {"count": number(count)},
        detail=waiting[0].standard.behaviour,
        url=reverse("playbook:sign"),
        due_on=min(standing.due_on for standing in waiting),
        icon="signature",
        action=_("Read and sign"),
        minutes=count * MINUTES_A_STANDARD,
        count=count,
    )


def _to_review(staff, on):
    """Standards in the person's care whose review is near, past, or asked for by three hints."""
    waiting = to_review(staff, on)
    if not waiting:
        return
    count = len(waiting)
    title = ngettext(
        "See whether %(count)s standard is true in practice",
        "See whether %(count)s standards are true in practice",
        count,
    )
    yield Duty(
        kind="playbook.review",
        title=title % {"count": number(count)},
        detail=waiting[0][0].behaviour,
        url=reverse("playbook:review"),
        due_on=min((trust.review_on for _row, trust in waiting if trust.review_on), default=None),
        icon="rosette-discount-check",
        action=_("Review"),
        minutes=count * MINUTES_A_REVIEW,
        count=count,
    )


def _to_freeze(staff):
    if staff.user is None or not staff.user.has_perm("playbook.freeze_edition"):
        return
    edition = Edition.objects.open().first()
    if edition is None:
        return
    in_review = edition.state == EditionState.IN_REVIEW
    yield Duty(
        kind="playbook.freeze",
        title=_("Edition %(number)s is not frozen yet") % {"number": number(edition.number)},
        detail=_("See what it changes, then freeze it.") if in_review else _("Check the draft and send it for review."),
        url=edition.get_absolute_url(),
        due_on=edition.effective_on,
        icon="versions",
        action=_("Open the edition"),
    )
