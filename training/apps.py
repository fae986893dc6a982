from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingConfig(AppConfig):
    name = "training"
    verbose_name = _("Training")

    def ready(self):
        from kit import upkeep
        from people.links import person_links
        from playbook.links import page_texts, standard_links
        from playbook.translations.twins import go_together
        from training import documents, receivers, rules  # noqa: F401
        from training.links import pages, people, standards
        from training.models import CoursePage, LessonPage
        from training.notices import kinds  # noqa: F401
        from training.upkeep import greet_newcomers, keep_training_up

        standard_links.register(standards.LINKS)
        page_texts.register(pages.TEXTS)
        person_links.register(people.LINKS)
        go_together(CoursePage, LessonPage)
        upkeep.register("training.upkeep.keep_training_up", keep_training_up, daily=True)
        upkeep.register("training.upkeep.greet_newcomers", greet_newcomers, every=5)
