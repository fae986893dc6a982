"""How the notices of the home rooms read."""

from django.utils.translation import gettext_lazy as _

from people.notices import register_kind

EVALUATIONS_WAIT = "home.evaluations_wait"

register_kind(
    EVALUATIONS_WAIT,
    title=_("Evaluations wait for you: %(count)s"),
    body=_("%(by)s reminds you of them. Their date has passed."),
    icon="clock-exclamation",
)
