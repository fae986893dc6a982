"""How the log reads where it speaks of checks of everything."""

from django.utils.translation import gettext_lazy as _

from kit.audit.words import leave_out, register_deeds

register_deeds(
    "evidence",
    _("Proof and checks"),
    {"evidence.verified": _("%(who)s had everything checked.")},
)
leave_out("areas", "head")
