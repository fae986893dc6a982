from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RewardsConfig(AppConfig):
    name = "rewards"
    verbose_name = _("Rewards")

    def ready(self):
        from evaluations.records import remarks
        from kit.documents import kinds as papers
        from people.links import person_links
        from people.notices import kinds as notices
        from playbook.links import standard_links
        from rewards import receivers, rules  # noqa: F401
        from rewards.links import evaluations, people, standards
        from rewards.notices import NOTICES
        from rewards.statements import document

        standard_links.register(standards.LINKS)
        person_links.register(people.LINKS)
        remarks.register(evaluations.LINKS)
        notices.register(*NOTICES)
        papers.register(document.PAPER)
