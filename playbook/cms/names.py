"""What Wagtail keeps once, or says in English alone: shown to everybody in their own language.

The names of the approval, its step and the site are one row for readers of both languages. A name that somebody chose
is theirs and stays as it is.
"""

from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import choosers
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.images.forms import ImageInsertionForm
from wagtail.images.views.images import ImagesFilterSet
from wagtail.models import Page, Site, Task, Workflow

APPROVAL = _("Approval before publishing")
HAVADAR = _("Havadar")
KNOWN = {
    "Moderators approval": APPROVAL,
    "Approval before publishing": APPROVAL,
    "تأیید پیش از انتشار": APPROVAL,
    "تأیید پیش از انتشار · Approval before publishing": APPROVAL,
    "Havadar": HAVADAR,
    "هوادار": HAVADAR,
}
# Fields that Wagtail names after themselves, or in the language of the moment in which it was loaded.
LABELS = {
    "format": _("Format"),
    "image_is_decorative": _("Image is decorative"),
    "alt_text": _("Alt text"),
    "link_text": _("Link text"),
    "email_address": _("Email address"),
    "subject": _("Subject"),
    "body": _("Text"),
    "phone_number": _("Phone number"),
}
FORMS = (
    ImageInsertionForm,
    choosers.ExternalLinkChooserForm,
    choosers.AnchorLinkChooserForm,
    choosers.EmailLinkChooserForm,
    choosers.PhoneLinkChooserForm,
)


class KnownName(DeferredAttribute):
    """A field's value, translated while it is one of the names that stood there from the beginning."""

    def __get__(self, instance, owner=None):
        value = super().__get__(instance, owner)
        return str(KNOWN[value]) if isinstance(value, str) and value in KNOWN else value

    def __set__(self, instance, value):
        instance.__dict__[self.field.attname] = value


def say_in_the_readers_language():
    for model, name in ((Workflow, "name"), (Task, "name"), (Site, "site_name")):
        setattr(model, name, KnownName(model._meta.get_field(name)))
    if Page.get_admin_display_title is not _title:
        Page.get_admin_display_title = _title
    for form in FORMS:
        for name, field in form.base_fields.items():
            field.label = LABELS.get(name, field.label)
    ChooserViewSet.search_tab_label = _("Search")
    _numbers_in_either_script(ImagesFilterSet.base_filters["usage_count"].extra["widget"])


def _numbers_in_either_script(widget):
    """A browser's number field knows Latin digits alone; the filter reads both."""
    for each in widget.widgets:
        each.input_type = "text"
        each.attrs["inputmode"] = "numeric"


_own_title = Page.get_admin_display_title


def _title(page):
    """The root is nobody's page: it has no title that anybody chose."""
    return str(_("All pages")) if page.depth == 1 else _own_title(page)
