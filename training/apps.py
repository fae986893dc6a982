from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingConfig(AppConfig):
    name = "training"
    verbose_name = _("Training")

    def ready(self):
        from kit import upkeep
        from playbook.translations.twins import go_together
        from training import documents, forgetting, receivers, rules  # noqa: F401
        from training.links import (  # noqa: F401
            citations,
            coverage,
            departures,
            impact,
            knots,
            language_findings,
            language_pairs,
            language_screens,
            panels,
        )
        from training.models import CoursePage, LessonPage
        from training.notices import kinds  # noqa: F401
        from training.upkeep import greet_newcomers, keep_training_up

        go_together(CoursePage, LessonPage)
        upkeep.register("training.upkeep.keep_training_up", keep_training_up, daily=True)
        upkeep.register("training.upkeep.greet_newcomers", greet_newcomers, every=5)
