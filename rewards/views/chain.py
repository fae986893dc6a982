"""The rewards that rest on what a place of the chain leads to: one's own, and those of runs for who sees runs."""

from django.utils.translation import gettext_lazy as _

from playbook.chain.knots import REWARD
from playbook.chain.lists import ChainList
from rewards.tables import ChainRewardTable


class RewardsOfChain(ChainList):
    kind = REWARD
    table_class = ChainRewardTable
    all_title = _("Rewards")
    empty = {
        "title": _("No reward rests on it yet"),
        "text": _("It appears here as soon as a reward run is settled in which it counts."),
        "icon": "gift",
    }

    def dressed(self, rows):
        return rows.with_names()
