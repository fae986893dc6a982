from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RewardsConfig(AppConfig):
    name = "rewards"
    verbose_name = _("Rewards")

    def ready(self):
        from rewards import forgetting, notices, receivers, rules  # noqa: F401
        from rewards.links import knots, panels, work_changes  # noqa: F401
        from rewards.runs import holds  # noqa: F401
        from rewards.statements import document  # noqa: F401
