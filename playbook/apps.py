from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlaybookConfig(AppConfig):
    name = "playbook"
    verbose_name = _("Playbook")

    def ready(self):
        from kit import upkeep
        from playbook import notices, receivers, rules  # noqa: F401
        from playbook.actions.reminders import remind_to_sign
        from playbook.cms import days, names, old_addresses, picture_chooser, publication, usage  # noqa: F401
        from playbook.documents import folder  # noqa: F401
        from playbook.links import page_texts, standard_links
        from playbook.models import ComplaintPolicyPage, StandardPage, TouchpointPage
        from playbook.own_links.pages import TEXTS
        from playbook.own_links.standards import LINKS
        from playbook.pictures import album
        from playbook.translations.twins import go_together

        standard_links.register(LINKS)
        page_texts.register(TEXTS)
        go_together(StandardPage, TouchpointPage, ComplaintPolicyPage)
        names.say_in_the_readers_language()
        album.describe_nothing_by_file_names()
        picture_chooser.ask_what_it_shows()
        usage.count_what_cites_it()
        days.speak_the_readers_calendar()
        publication.ask_before_publishing()
        publication.leave_the_telling_to_us()
        upkeep.register("playbook.actions.reminding.remind_to_sign", remind_to_sign, daily=True)
