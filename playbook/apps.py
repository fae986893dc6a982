from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlaybookConfig(AppConfig):
    name = "playbook"
    verbose_name = _("Playbook")

    def ready(self):
        from kit import upkeep
        from playbook import (  # noqa: F401
            addresses,
            cms_days,
            cms_names,
            cms_pictures,
            cms_publishing,
            cms_usage,
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
        from playbook.pictures import album
        from playbook.twins import go_together

        go_together(StandardPage, TouchpointPage, ComplaintPolicyPage)
        cms_names.say_in_the_readers_language()
        album.describe_nothing_by_file_names()
        cms_pictures.ask_what_it_shows()
        cms_usage.count_what_cites_it()
        cms_days.speak_the_readers_calendar()
        cms_publishing.ask_before_publishing()
        cms_publishing.leave_the_telling_to_us()
        upkeep.register(remind_to_sign, daily=True)
