"""What people choose and type about themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import User


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["language", "calendar", "digits", "theme"]
        widgets = dict.fromkeys(("language", "calendar", "digits", "theme"), forms.RadioSelect)


class DisplayForm(forms.ModelForm):
    """The toggles of the shell: each sends one of these alone."""

    class Meta:
        model = User
        fields = ["language", "calendar", "digits", "theme"]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.required = False

    def wishes(self):
        return {name: value for name, value in self.cleaned_data.items() if value}


class AddressForm(forms.Form):
    email = forms.EmailField(
        label=_("New e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "email"}),
    )
