"""Help with writing in the editor of a standard."""

from wagtail.admin.panels import Panel

FIELDS = ("behaviour", "why", "good", "bad")


class WritingPanel(Panel):
    """Shows what is noticed about the texts as they were saved, and with a script while they are written."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "playbook/writing_panel.html"

        def get_context_data(self, parent_context=None):
            page = self.instance
            standard = page.translation_key if page.pk else None
            language = page.locale.language_code if page.locale_id else "fa"
            about = {"page": page, "language": language, "standard": standard, "fields": " ".join(FIELDS)}
            return {**super().get_context_data(parent_context), **about}
