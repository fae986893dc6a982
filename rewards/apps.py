from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RewardsConfig(AppConfig):
    name = "rewards"
    verbose_name = _("Rewards")

    def ready(self):
        from rewards import forgetting, notices, receivers, rules
        from rewards.links import knots, panels, work_changes
        from rewards.runs import holds
        from rewards.statements import document
