"""Which documents are asked for."""

from django import forms

from kit.text.bilingual import LANGUAGES


class ListDocumentsForm(forms.Form):
    """Which records of the list, in which language."""

    scope = forms.ChoiceField(choices=[("all", "all"), ("chosen", "chosen")])
    language = forms.ChoiceField(choices=[(language, language) for language in LANGUAGES])
