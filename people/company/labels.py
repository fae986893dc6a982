"""Names of countries and currencies, in the reader's language as far as they are known."""

from django.utils.translation import gettext_lazy as _

from kit.dates.working_days import countries

# Those that are asked for most, by their names in our catalogue; the package has the English names of all others.
NEAR = {
    "IR": _("Iran"),
    "AE": _("United Arab Emirates"),
    "AF": _("Afghanistan"),
    "AM": _("Armenia"),
    "AT": _("Austria"),
    "AU": _("Australia"),
    "AZ": _("Azerbaijan"),
    "BE": _("Belgium"),
    "BH": _("Bahrain"),
    "CA": _("Canada"),
    "CH": _("Switzerland"),
    "CN": _("China"),
    "DE": _("Germany"),
    "DK": _("Denmark"),
    "ES": _("Spain"),
    "FR": _("France"),
    "GB": _("United Kingdom"),
    "GE": _("Georgia"),
    "IN": _("India"),
    "IQ": _("Iraq"),
    "IT": _("Italy"),
    "KW": _("Kuwait"),
    "KZ": _("Kazakhstan"),
    "NL": _("Netherlands"),
    "NO": _("Norway"),
    "OM": _("Oman"),
    "PK": _("Pakistan"),
    "QA": _("Qatar"),
    "RU": _("Russia"),
    "SA": _("Saudi Arabia"),
    "SE": _("Sweden"),
    "TJ": _("Tajikistan"),
    "TM": _("Turkmenistan"),
    "TR": _("Turkey"),
    "US": _("United States"),
    "UZ": _("Uzbekistan"),
}
CURRENCIES = [
    ("IRR", _("Iranian rial")),
    ("EUR", _("Euro")),
    ("USD", _("US dollar")),
    ("AED", _("UAE dirham")),
]


def country_name(code):
    """'' for none; the code itself where nobody knows a name."""
    return str(NEAR.get(code) or countries().get(code, code)) if code else ""


def country_choices():
    """For a select: no holidays, the near ones, all others."""
    others = [(code, name) for code, name in countries().items() if code not in NEAR]
    return [
        ("", _("No public holidays")),
        (_("Often chosen"), list(NEAR.items())),
        (_("All others"), others),
    ]
