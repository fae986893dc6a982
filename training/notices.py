"""How the notices of training read. No score stands in them."""

from django.utils.translation import gettext_lazy as _

from people.notices import register_kind

ASSIGNED = "training.assigned"
DUE_SOON = "training.due_soon"
PASSED = "training.passed"

register_kind(
    ASSIGNED,
    title=_("A course for you: %(title)s"),
    body=_("Please complete it by %(due_on)s."),
    icon="school",
)
register_kind(
    DUE_SOON,
    title=_("Soon due: %(title)s"),
    body=_("There is time until %(due_on)s."),
    icon="clock",
)
register_kind(
    PASSED,
    title=_("You completed “%(title)s”"),
    body=_("Well done. It is recorded."),
    icon="certificate",
)
