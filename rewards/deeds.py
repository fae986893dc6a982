"""How the log reads where it speaks of rewards."""

from django.utils.translation import gettext_lazy as _

from kit.audit.labels import Fact, Thing, leave_out, own_page, register_deeds, register_facts, register_things


def _title(row):
    return row.title


register_things(
    Thing(
        "rewards.Plan",
        _("a reward plan"),
        _("the reward plan “%(name)s”"),
        _title,
        url=own_page,
        search=("title_fa", "title_en"),
    ),
    Thing(
        "rewards.Run",
        _("a reward run"),
        _("the reward run “%(name)s”"),
        _title,
        also=("plan",),
        url=own_page,
        search=("plan__title_fa", "plan__title_en"),
    ),
    Thing("rewards.Thanks", _("a thank-you")),
)
register_deeds(
    "rewards",
    _("Rewards"),
    {
        "reward_plan.drafted": _("%(who)s began %(on)s."),
        "reward_plan.changed": _("%(who)s changed %(on)s."),
        "reward_plan.published": _("%(who)s published %(on)s."),
        "reward_run.started": _("%(who)s began %(on)s."),
        "reward_run.computed": _("%(who)s computed %(on)s."),
        "reward_run.sent": _("%(who)s sent %(on)s for approval."),
        "reward_run.taken_back": _("%(who)s took back %(on)s from approval."),
        "reward_run.approved": _("%(who)s approved %(on)s."),
        "reward_run.frozen": _("%(who)s made %(on)s final."),
        "reward_run.paid": _("%(who)s paid %(on)s."),
        "reward_run.held": _("%(who)s held back one person’s reward in %(on)s."),
        "reward_run.released": _("%(who)s released a reward that was held back in %(on)s."),
        "reward_run.flagged": _("%(who)s noted that %(on)s may have to be corrected."),
        "reward_run.correction_started": _("%(who)s began %(on)s to correct one before."),
        "thanks.given": _("%(who)s gave %(on)s."),
    },
)
register_facts(
    {
        "plan": Fact(_("Reward plan"), of="rewards.Plan"),
        "people": Fact(_("People"), shut=True),
        "booked": Fact(_("Lines booked"), shut=True),
        "lines": Fact(_("Lines booked"), shut=True),
        "to": Fact(_("Given to"), of="people.StaffMember", shut=True),
    }
)
# The run's own page says sums with their unit; terms stand on the plan's page.
leave_out("total", "computed_total", "terms", "about")
