from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RewardsConfig(AppConfig):
    name = "rewards"
    verbose_name = _("Rewards")

    def ready(self):
        from rewards import (  # noqa: F401
            consequences,
            documents,
            forgetting,
            holding,
            knots,
            notices,
            panels,
            receivers,
            rules,
        )
