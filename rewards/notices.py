"""How the notices of rewards read. No amount ever stands in them."""

from django.utils.translation import gettext_lazy as _

from people.notices.kinds import Kind

RUN_WAITS = "rewards.run_waits"
READY = "rewards.ready"
PAID = "rewards.paid"
CORRECTED = "rewards.corrected"
WANTS_CORRECTION = "rewards.wants_correction"
THANKED = "rewards.thanked"

NOTICES = (
    Kind(
        RUN_WAITS,
        title=_("“%(plan)s” waits for your approval"),
        body=_(
            "%(sender)s sent the numbers. Look at the totals and the checks, then approve or ask for a new computation."
        ),
        icon="cash",
    ),
    Kind(
        READY,
        title=_("Your reward of “%(plan)s” is settled"),
        body=_("See how it was computed, step by step."),
        icon="gift",
    ),
    Kind(
        PAID,
        title=_("Your reward of “%(plan)s” was paid out"),
        body=_("It stands in your account of rewards."),
        icon="wallet",
    ),
    Kind(
        CORRECTED,
        title=_("Your reward of “%(plan)s” was corrected"),
        body=_("See what changed and why."),
        icon="gift",
    ),
    Kind(
        WANTS_CORRECTION,
        title=_("An evaluation behind “%(plan)s” was corrected"),
        body=_("The rewards are frozen. Start a run of differences."),
        icon="git-compare",
    ),
    Kind(
        THANKED,
        title=_("%(name)s thanked you"),
        body=_("For the standard %(code)s."),
        icon="heart-handshake",
    ),
)
