"""How the notices of the home rooms read."""

from django.utils.translation import gettext_lazy as _

from people.notices.kinds import Kind

EVALUATIONS_WAIT = "home.evaluations_wait"
YOUR_EVALUATIONS_WAIT = "home.your_evaluations_wait"
SIGNATURES_WAIT = "home.signatures_wait"

CHECK_CLEAN = "home.check_clean"
CHECK_FOUND = "home.check_found"
CHECK_BROKE_OFF = "home.check_broke_off"

NOTICES = (
    Kind(
        CHECK_CLEAN,
        title=_("The check is done: everything adds up"),
        body=_("The audit log is whole, and everything stands as the last deed left it."),
        icon="shield-check",
    ),
    Kind(
        CHECK_FOUND,
        title=_("A check found what does not add up: %(count)s"),
        body=_("Somebody may have changed something past the product. Look at it, and keep the latest backup."),
        icon="shield-exclamation",
    ),
    Kind(
        CHECK_BROKE_OFF,
        title=_("The check could not be finished"),
        body=_("Nothing was changed. Start it again; if it breaks off once more, look into the server’s log."),
        icon="shield-exclamation",
    ),
    Kind(
        EVALUATIONS_WAIT,
        title=_("Evaluations wait for you: %(count)s"),
        body=_("%(by)s reminds you of them. Their date has passed."),
        icon="clock-exclamation",
    ),
    Kind(
        YOUR_EVALUATIONS_WAIT,
        title=_("Evaluations to write: %(count)s"),
        body=_("Their date has passed. A few minutes each are enough."),
        icon="clipboard-check",
    ),
    Kind(
        SIGNATURES_WAIT,
        title=_("Standards to read and sign: %(count)s"),
        body=_("Their date has passed. Reading them takes a few minutes."),
        icon="signature",
    ),
    Kind(
        "home.archive_ready",
        title=_("The archive of the company is ready"),
        body=_("Download it within 24 hours; it is deleted after that."),
        icon="file-zip",
    ),
    Kind(
        "home.archive_not_made",
        title=_("The archive of the company could not be made"),
        body=_("Nothing was changed. Ask for it again, and tell your administrator if it happens once more."),
        icon="alert-triangle",
    ),
)
