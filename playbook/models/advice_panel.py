"""Help with writing in the editor of a standard."""

from wagtail.admin.panels import Panel

from playbook.standards import fields

# Those that are typed as they stand: what is rich is read by its editor alone.
FIELDS = tuple(text.name for text in fields.SIGNED if text.is_advised and not text.is_rich)


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
