"""How the log reads where it speaks of checks of everything and of starter folders."""

from django.utils.translation import gettext_lazy as _

from home.starters import files
from kit import display
from kit.audit.labels import Fact, leave_out, register_deeds, register_facts

register_deeds(
    "evidence",
    _("Proof and checks"),
    {"evidence.verified": _("%(who)s had everything checked.")},
)
register_deeds(
    "folder",
    _("The folder"),
    {
        "starter.chosen": _("%(who)s began %(on)s with a starter folder."),
        "starter.finished": _("The scorecards of the starter folder were drafted for %(on)s."),
    },
)


def _title(name):
    return next((each.title for each in files.starters() if each.name == name), name)


register_facts(
    {
        "starter": Fact(_("Starter folder"), _title),
        "scorecards": Fact(_("How many scorecards"), lambda keys: display.number(len(keys))),
    }
)
leave_out("areas", "head")
