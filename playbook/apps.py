from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlaybookConfig(AppConfig):
    name = "playbook"
    verbose_name = _("Playbook")

    def ready(self):
        from kit import upkeep
        from playbook import documents, knots, notices, outdated_panel, receivers, rules, word_panels  # noqa: F401
        from playbook.actions.reminding import remind_to_sign

        upkeep.register(remind_to_sign, daily=True)
