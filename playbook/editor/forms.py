"""The fields of one page, in one language, as a form of the CMS."""

import re
from functools import cache

from django.forms import CheckboxSelectMultiple, modelform_factory
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.admin.panels import FieldPanel, ObjectList

from playbook.models.page_forms import SENTENCE
from playbook.standards import fields

BY_ITSELF = re.compile(r' data-block-key="[^"]*"|<p(?: data-block-key="[^"]*")?>(?:<br/?>)?</p>')


class OneLanguage:
    """A form of some fields: what the page has against others is said above them."""

    def add_error(self, field, error):
        if field is not None or not hasattr(error, "error_dict"):
            super().add_error(field, error)
            return
        for name, errors in error.error_dict.items():
            super().add_error(name if name in self.fields else None, errors)

    @property
    def was_changed(self):
        """Without what the editor of rich text writes by itself: keys of paragraphs, and a paragraph of nothing."""
        return [name for name in self.changed_data if _marks(self[name].value()) != _marks(self.initial.get(name))]


def _marks(value):
    return BY_ITSELF.sub("", value) if isinstance(value, str) else value


@cache
def form_of(model, names):
    """The class of a form with these fields of a kind of page."""
    own = getattr(model, "base_form_class", None) or WagtailAdminPageForm
    base = type(f"{own.__name__}InOneLanguage", (OneLanguage, own), {})
    panels = [FieldPanel(name, widget=_widget(model, name)) for name in names]
    return ObjectList(panels, base_form_class=base).bind_to_model(model).get_form_class()


def _widget(model, name):
    """Another than the field's own: a sentence in one line, a mark for each of several."""
    if name in fields.names(fields.STANDARD, "is_sentence"):
        return SENTENCE
    return CheckboxSelectMultiple if model._meta.get_field(name).many_to_many else None


def row_form(model, names):
    """The class of a form for a line of a table on a page."""
    return modelform_factory(model, fields=names, formfield_callback=formfield_for_dbfield)


def all_valid(forms):
    """Every one is judged, so that all that is wrong is said at once."""
    judged = [form.is_valid() for form in forms]
    return all(judged)
