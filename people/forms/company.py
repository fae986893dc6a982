"""What is true for the whole company, as it is typed: on the settings screen, and on the first run."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.dates.calendar import WEEKDAYS, parts
from kit.dates.working_days import WEEK
from kit.forms import DayField, NumberField, PercentField, Select
from kit.reader import current_reader
from kit.text.bilingual import active_language
from people.company.labels import CURRENCIES, country_choices
from people.company.languages import Written
from people.models import Calendar, Digits, Languages, Organisation, OwnHoliday

# As weeks run here: Saturday first.
WEEKDAYS_IN_ORDER = (5, 6, 0, 1, 2, 3, 4)


def weekday_choices():
    names = WEEKDAYS[active_language()]
    return [(str(number), names[number]) for number in WEEKDAYS_IN_ORDER]


class WeekendField(forms.MultipleChoiceField):
    """Days of the week that are off; cleaned to the digits that Organisation.weekend keeps."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options):
        super().__init__(choices=weekday_choices, required=False, **options)

    def prepare_value(self, value):
        return list(value) if isinstance(value, str) else value

    def clean(self, value):
        chosen = "".join(sorted(super().clean(value)))
        if len(chosen) >= WEEK:
            raise ValidationError(_("The company works on some day of the week: leave one out."))
        return chosen


class CountryField(forms.ChoiceField):
    widget = Select

    def __init__(self, **options):
        super().__init__(choices=country_choices, required=False, **options)


class CompanyFields(forms.Form):
    """What both screens ask alike."""

    languages = forms.ChoiceField(
        label=_("Languages"),
        choices=Languages,
        widget=forms.RadioSelect,
        help_text=_("The first one is the main one: new accounts begin in it, and so do pages before signing in."),
    )
    calendar = forms.ChoiceField(label=_("Calendar"), choices=Calendar, widget=forms.RadioSelect)
    digits = forms.ChoiceField(label=_("Digits"), choices=Digits, widget=forms.RadioSelect)
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES)
    weekend = WeekendField(label=_("Weekend"), help_text=_("Days of the week on which nobody works."))
    holiday_country = CountryField(label=_("Public holidays of"))


class OrganisationForm(CompanyFields, forms.ModelForm):
    target_score = PercentField(
        places=0, least=100, label=_("Target score"), help_text=_("In percent. Scores below it are marked.")
    )

    class Meta:
        model = Organisation
        fields = [
            "name_fa",
            "name_en",
            "languages",
            "calendar",
            "digits",
            "currency",
            "shows_toman",
            "target_score",
            "needs_second_eyes",
            "weekend",
            "holiday_country",
        ]

    field_order = Meta.fields


class OwnDayForm(Written, forms.ModelForm):
    on = DayField(label=_("Day"), widget=forms.DateInput)
    is_off = forms.TypedChoiceField(
        label=_("On this day"),
        choices=[("1", _("nobody works")), ("0", _("the company works, though others do not"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        initial="1",
    )

    class Meta:
        model = OwnHoliday
        fields = ["on", "is_off", "name_fa", "name_en"]


class YearForm(forms.Form):
    """Which year of the reader's calendar; this one where nothing sensible is asked for."""

    AROUND = 10

    year = NumberField(required=False)

    @classmethod
    def this_year(cls):
        return parts(timezone.localdate(), current_reader().calendar)[0]

    @classmethod
    def is_counted(cls, year):
        return abs(year - cls.this_year()) <= cls.AROUND

    @staticmethod
    def address_of(year):
        return f"{reverse('people:days')}?year={year}"

    def chosen(self):
        year = self.cleaned_data["year"] if self.is_valid() else None
        return year if year and self.is_counted(year) else self.this_year()
