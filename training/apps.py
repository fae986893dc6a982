from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingConfig(AppConfig):
    name = "training"
    verbose_name = _("Training")

    def ready(self):
        from kit import upkeep
        from kit.documents import kinds as papers
        from people.links import person_links
        from people.notices import kinds as notices
        from playbook.links import page_texts, standard_links
        from playbook.translations.twins import go_together
        from training import documents, receivers, rules  # noqa: F401
        from training.links import pages, people, standards
        from training.models import CoursePage, LessonPage
        from training.notices.kinds import NOTICES
        from training.upkeep import UPKEEP

        standard_links.register(standards.LINKS)
        page_texts.register(pages.TEXTS)
        person_links.register(people.LINKS)
        go_together(CoursePage, LessonPage)
        notices.register(*NOTICES)
        papers.register(documents.PAPER)
        upkeep.register(*UPKEEP)
