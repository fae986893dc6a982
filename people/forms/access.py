"""What people type about access: why a second person is needed, who the outside person is."""

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import RequestKind

ADDRESS = {"dir": "ltr", "autocapitalize": "none", "autocomplete": "off"}


class AskForm(forms.Form):
    """`address` is asked for where the address is what changes."""

    address = forms.EmailField(label=_("New e-mail address"), max_length=254, widget=forms.EmailInput(attrs=ADDRESS))
    reason = forms.CharField(
        label=_("Why, and how you know that it is them"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("The second person reads this, and it stays in the audit log."),
    )

    def __init__(self, *args, kind, **options):
        super().__init__(*args, **options)
        if kind != RequestKind.ADDRESS:
            del self.fields["address"]


class ArchiveForm(forms.Form):
    reason = forms.CharField(
        label=_("What the archive is for, and where it goes"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("The second person reads this, and it stays in the audit log."),
    )


class OutsiderForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=150, widget=forms.TextInput(attrs={"dir": "auto"}))
    email = forms.EmailField(label=_("E-mail"), max_length=150, widget=forms.EmailInput(attrs=ADDRESS))


class AccessForm(forms.Form):
    """Which role is given or taken; `give` is a hidden yes or no."""

    role = forms.ChoiceField(choices=[("author", _("author")), ("hr", _("HR")), ("administrator", _("administrator"))])
