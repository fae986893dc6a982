from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlaybookConfig(AppConfig):
    name = "playbook"
    verbose_name = _("Playbook")

    def ready(self):
        from kit import upkeep
        from kit.documents import kinds as papers
        from people.notices import kinds as notices
        from playbook import receivers, rules  # noqa: F401
        from playbook.cms import days, names, old_addresses, picture_chooser, publication, usage
        from playbook.documents import folder
        from playbook.links import page_texts, standard_links
        from playbook.models import ComplaintPolicyPage, StandardPage, TouchpointPage
        from playbook.notices import NOTICES
        from playbook.own_links.pages import TEXTS
        from playbook.own_links.standards import LINKS
        from playbook.pictures import album
        from playbook.translations.twins import go_together
        from playbook.upkeep import UPKEEP

        standard_links.register(LINKS)
        page_texts.register(TEXTS)
        go_together(StandardPage, TouchpointPage, ComplaintPolicyPage)
        notices.register(*NOTICES)
        papers.register(folder.FOLDER, folder.POLICY_CARD, folder.PUBLIC_FOLDER)
        upkeep.register(*UPKEEP)
        names.say_in_the_readers_language()
        old_addresses.outlive_their_pages()
        album.describe_nothing_by_file_names()
        picture_chooser.ask_what_it_shows()
        usage.count_what_cites_it()
        days.speak_the_readers_calendar()
        publication.ask_before_publishing()
        publication.leave_the_telling_to_us()
