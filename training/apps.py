from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingConfig(AppConfig):
    name = "training"
    verbose_name = _("Training")

    def ready(self):
        from kit import upkeep
        from playbook.translations.twins import go_together
        from training import documents, forgetting, receivers, rules
        from training.links import (
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
        from training.notices import kinds
        from training.upkeep import greet_newcomers, keep_training_up

        go_together(CoursePage, LessonPage)
        upkeep.register(keep_training_up, daily=True)
        upkeep.register(greet_newcomers, every=5)
