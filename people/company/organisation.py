"""The company: its one row, asked for by every page, read once a request."""

from contextlib import contextmanager
from contextvars import ContextVar

from kit.audit.models import AuditEntry
from kit.dates.working_days import WorkingDays
from kit.queries.prepared import Prepared, columns, instance
from people.models import Organisation, OwnHoliday

# How a company is called that nobody has written down yet.
UNNAMED = {"name_fa": "هوادار", "name_en": "Havadar"}

_kept = ContextVar("organisation", default=None)


def organisation():
    """The company's row; before it is written down, one that bears the product's name."""
    return _kept.get() or _read()


def target_score_at(at):
    """The company's target as it stood at an instant, in basis points: today's, with later changes taken back."""
    changes = AuditEntry.objects.filter(verb="organisation.changed", at__gt=at).order_by("number")
    for detail in changes.values_list("detail", flat=True):
        changed = detail.get("changes", {}).get("target_score")
        if changed:
            return changed[0]
    return organisation().target_score


def is_written_down(company):
    """False for the stand-in of a company that nobody has written down yet."""
    return not company._state.adding


def display_of_new_accounts(company=None):
    """The language, calendar and digits that a new account begins with: the company's, until its owner chooses."""
    company = company or organisation()
    return {"language": company.main_language, "calendar": company.calendar, "digits": company.digits}


def company_working_days():
    """Which days the company works: its weekend, its country's holidays, its own days. Read once a request."""
    company = organisation()
    if not hasattr(company, "kept_working_days"):
        own = dict(OwnHoliday.objects.values_list("on", "is_off"))
        company.kept_working_days = WorkingDays(company.days_off, company.holiday_country, own)
    return company.kept_working_days


def in_main_language(field, text):
    """The columns of a bilingual field for a text in the company's main language; the Persian one is never empty."""
    is_english = organisation().language_codes[0] == "en"
    return {f"{field}_fa": text, **({f"{field}_en": text} if is_english else {})}


@contextmanager
def keeping_organisation(company=None):
    """Within the block `organisation()` asks the database no more. `company`: one that is not written down yet."""
    token = _kept.set(company or _read())
    try:
        yield _kept.get()
    finally:
        _kept.reset(token)


def _row(shape):
    return Organisation.objects.filter(pk=1).values(*columns(Organisation))


ROW = Prepared(_row)


def _read():
    row = ROW.get()
    return instance(Organisation, row) if row else Organisation(**UNNAMED)
