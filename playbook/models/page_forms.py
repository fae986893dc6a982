"""Forms of the Wagtail editor."""

import re

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.widgets import AdminAutoHeightTextInput

from people.models import StaffMember
from playbook.models.codes import CodeLedger

LINE_ENDS = re.compile(r"\s*[\r\n\v\f\x85\u2028\u2029]+\s*")
# As high as its sentence is long: on a phone a single line hides most of it.
SENTENCE = AdminAutoHeightTextInput()


class SymbolChoice(forms.RadioSelect):
    """Symbols as they are drawn, each with its word; arrow keys go from one to the next."""

    template_name = "playbook/symbol_choice.html"

    def create_option(self, *args, **kwargs):
        option = super().create_option(*args, **kwargs)
        option["symbol"] = str(option["value"])
        return option


def one_line(text):
    """The text without line ends; half-spaces and other spaces stay."""
    return LINE_ENDS.sub(" ", text).strip()


class StandardForm(WagtailAdminPageForm):
    """Proposes the next code of the phase; a code once given cannot be edited."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "code" in self.fields:
            self._fill_code()
        if "caretaker" in self.fields:
            # Authors choose among those who carry responsibility; the list of all staff is not theirs to read.
            responsible = Q(user__groups__isnull=False) | Q(leaderships__until=None, leaderships__isnull=False)
            staff = StaffMember.objects.filter(responsible, left_on=None).distinct()
            self.fields["caretaker"].queryset = staff
            self.fields["caretaker"].empty_label = _("Nobody yet")

    def _post_clean(self):
        """A draft may stop in the middle of a sentence, and of a check question; what is published may not."""
        self.instance.is_being_drafted = self.is_deferred_validation
        try:
            super()._post_clean()
        finally:
            self.instance.is_being_drafted = False

    def _fill_code(self):
        self.fields["code"].disabled = bool(self.instance.pk)
        if not self.instance.pk:
            touchpoint = self.parent_page.specific
            self.fields["code"].initial = CodeLedger.objects.proposed_for(touchpoint.phase)
            self.initial["code"] = self.fields["code"].initial
