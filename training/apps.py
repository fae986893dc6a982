from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingConfig(AppConfig):
    name = "training"
    verbose_name = _("Training")

    def ready(self):
        from kit import upkeep
        from playbook.translations.twins import go_together
        from training import (  # noqa: F401
            citations,
            coverage,
            documents,
            forgetting,
            impact,
            knots,
            leaving,
            notices,
            pair_texts,
            panels,
            receivers,
            rules,
            text_findings,
            texts,
        )
        from training.models import CoursePage, LessonPage
        from training.upkeep import greet_newcomers, keep_training_up

        go_together(CoursePage, LessonPage)
        upkeep.register(keep_training_up, daily=True)
        upkeep.register(greet_newcomers, every=5)
