"""What the folder asks of a person."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.display import number
from kit.duties import Duty
from playbook.models import Edition, EditionState
from playbook.signatures import unsigned_standings
from playbook.trust import to_review

MINUTES_A_STANDARD = 1
MINUTES_A_REVIEW = 5


def duties_for(staff, on):
    return [*_to_sign(staff, on), *_to_review(staff, on), *_to_freeze(staff)]


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
