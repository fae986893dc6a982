from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlaybookConfig(AppConfig):
    name = "playbook"
    verbose_name = _("Playbook")

    def ready(self):
        from kit import upkeep
        from playbook import (  # noqa: F401
            addresses,
            cms_names,
            documents,
            knots,
            notices,
            outdated_panel,
            receivers,
            rules,
            word_panels,
        )
        from playbook.actions.reminding import remind_to_sign
        from playbook.models import ComplaintPolicyPage, StandardPage, TouchpointPage
        from playbook.twins import go_together

        go_together(StandardPage, TouchpointPage, ComplaintPolicyPage)
        cms_names.say_in_the_readers_language()
        upkeep.register(remind_to_sign, daily=True)
