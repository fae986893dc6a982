"""The first page of an empty Havadar: the company, and the account of whoever makes it."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kit.text.bilingual import active_language
from people.company.organisation import keeping_organisation
from people.forms.company import CompanyFields
from people.forms.fields import UserNameField
from people.models import Organisation, User
from people.models.roles import AUTHOR, HR

COMPANY = ("languages", "name_fa", "name_en", "calendar", "digits", "currency", "weekend", "holiday_country")
PROPOSED = {
    "fa": {"languages": "fa en", "calendar": "jalali", "digits": "fa"},
    "en": {"languages": "en fa", "calendar": "gregorian", "digits": "en"},
}


def _typed(autocomplete):
    return forms.TextInput(attrs={"dir": "auto", "autocomplete": autocomplete})


def _password(**options):
    widget = forms.PasswordInput(attrs={"dir": "ltr", "autocomplete": "new-password"})
    return forms.CharField(strip=False, max_length=200, widget=widget, **options)


class FoundingForm(CompanyFields):
    """Works without any script: every field is there, and what belongs to a language that was not chosen is ignored."""

    name_fa = forms.CharField(
        label=_("Name of the company in Persian"),
        max_length=120,
        required=False,
        widget=forms.TextInput({"dir": "rtl"}),
    )
    name_en = forms.CharField(
        label=_("Name of the company in English"),
        max_length=120,
        required=False,
        widget=forms.TextInput({"dir": "ltr"}),
    )
    first_name = forms.CharField(label=_("Given name"), max_length=150, widget=_typed("given-name"))
    last_name = forms.CharField(label=_("Family name"), max_length=150, widget=_typed("family-name"))
    username = UserNameField()
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "email"}),
        help_text=_("For links when you forget your password, and for notices."),
    )
    password = _password(
        label=_("Password"), help_text=_("At least 12 characters; a short sentence only you would say is best.")
    )
    password_again = _password(label=_("The same password once more"))
    does_all = forms.BooleanField(
        label=_("I also do HR and write the folder"),
        required=False,
        help_text=_("In small firms one person does all three. You can give each away later, under Access."),
    )

    def __init__(self, *args, company=None, **options):
        """`company`: what stands of it already, where only its administrators are gone."""
        proposed = {**PROPOSED[active_language()], "currency": "IRR", "weekend": "34", "holiday_country": "IR"}
        if company is not None:
            proposed = {name: getattr(company, name) for name in COMPANY}
        initial = {**proposed, "username": "admin", "does_all": True}
        super().__init__(*args, initial=initial, **options)

    def clean(self):
        cleaned = super().clean()
        languages = cleaned.get("languages", "").split()
        for language in ("fa", "en"):
            if languages and language not in languages:
                cleaned[f"name_{language}"] = ""
        if languages and not cleaned.get(f"name_{languages[0]}") and f"name_{languages[0]}" not in self.errors:
            self.add_error(f"name_{languages[0]}", _("Write the name in the main language of the company."))
        self._check_password(cleaned)
        return cleaned

    def _check_password(self, cleaned):
        """Names of the company and of the person count for nothing in it, though neither is written down yet."""
        password = cleaned.get("password")
        if not password:
            return
        if "password_again" in cleaned and cleaned["password_again"] != password:
            self.add_error("password_again", _("The two passwords are not the same."))
        names = {name: cleaned.get(name, "") for name in ("username", "email", "first_name", "last_name")}
        company = Organisation(name_fa=cleaned.get("name_fa", ""), name_en=cleaned.get("name_en", ""))
        try:
            with keeping_organisation(company):
                validate_password(password, User(**names))
        except ValidationError as refused:
            self.add_error("password", refused)

    def facts(self):
        """What `found_company` takes."""
        cleaned = self.cleaned_data
        return {
            "company": {name: cleaned[name] for name in COMPANY},
            "account": {name: cleaned[name] for name in ("username", "email", "first_name", "last_name")},
            "password": cleaned["password"],
            "also": (HR, AUTHOR) if cleaned["does_all"] else (),
        }
