from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RewardsConfig(AppConfig):
    name = "rewards"
    verbose_name = _("Rewards")

    def ready(self):
        from people.links import person_links
        from playbook.links import standard_links
        from rewards import notices, receivers, rules  # noqa: F401
        from rewards.links import people, standards
        from rewards.runs import holds  # noqa: F401
        from rewards.statements import document  # noqa: F401

        standard_links.register(standards.LINKS)
        person_links.register(people.LINKS)
