from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvaluationsConfig(AppConfig):
    name = "evaluations"
    verbose_name = _("Evaluations")

    def ready(self):
        from evaluations import (  # noqa: F401
            bulk,
            bulk_summaries,
            citations,
            consequences,
            coverage,
            documents,
            impact,
            notices,
            panels,
            periods,
            receivers,
            rules,
            summaries,
        )
        from evaluations.upkeep import finalise_what_is_due
        from kit import upkeep

        upkeep.register(finalise_what_is_due, daily=True)
