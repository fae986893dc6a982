"""How the notices of training read. No score stands in them."""

from django.utils.translation import gettext_lazy as _

from people.notices.kinds import Kind

ASSIGNED = "training.assigned"
DUE_SOON = "training.due_soon"
PASSED = "training.passed"
OBSERVED = "training.observed"
DIGEST = "training.digest"
REGRADED = "training.regraded"
PASSED_AGAIN = "training.passed_again"

NOTICES = (
    Kind(
        ASSIGNED,
        title=_("A course for you: %(title)s"),
        body=_("Please complete it by %(due_on)s."),
        icon="school",
    ),
    Kind(
        DUE_SOON,
        title=_("Soon due: %(title)s"),
        body=_("There is time until %(due_on)s."),
        icon="clock",
    ),
    Kind(
        PASSED,
        title=_("You completed “%(title)s”"),
        body=_("Well done. It is recorded."),
        icon="certificate",
    ),
    Kind(
        OBSERVED,
        title=_("Your lead saw you do it: %(code)s"),
        body=_("Seen at work on %(seen_on)s. Well done."),
        icon="eye",
    ),
    Kind(
        DIGEST,
        title=_("Training to see to: %(count)s"),
        body="%(lines)s",
        icon="school",
    ),
    Kind(
        REGRADED,
        title=_("Your quiz was counted again: %(title)s"),
        body=_("A question was put right. The new result stands beside the old one."),
        icon="rotate",
    ),
    Kind(
        PASSED_AGAIN,
        title=_("Counted again, and passed: %(title)s"),
        body=_("A question was wrong, not you. The new result stands beside the old one."),
        icon="circle-check",
    ),
)
