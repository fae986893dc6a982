"""What a form begins with, so that nobody types what can be known."""

from kit.dates.calendar import quarter_of, quarter_text
from kit.display import persian_digits
from people.company.organisation import organisation
from playbook.models import Edition


def proposed_cycle(today):
    """The season around today in the company's calendar, by its name, on the edition in force."""
    calendar = organisation().calendar
    season = quarter_of(today, calendar)
    return {
        "title_fa": persian_digits(quarter_text(today, calendar, "fa")),
        "title_en": quarter_text(today, calendar, "en"),
        "starts_on": season.start,
        "ends_on": season.end,
        "edition": Edition.objects.in_force(today),
    }
