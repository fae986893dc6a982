"""What stands at the head of every document of the company: its name, logo and colour."""

from base64 import b64encode
from functools import lru_cache

from kit.calendar import local_day
from kit.phrases import joined
from kit.storage import private_storage
from people.organisation import organisation


def letterhead(at, branch=None):
    """Context of base_pdf.html: the company, with a branch where the document is of one, and the day."""
    company = organisation()
    return {
        "organisation": joined([company.name, branch.name if branch else ""]),
        "made_on": local_day(at),
        "logo": logo_address(company),
        "colour": company.colour,
    }


def logo_address(company):
    """The logo as an inlined picture, "" without one. A name is never used for another picture."""
    return _inlined(company.logo) if company.logo else ""


@lru_cache(maxsize=4)
def _inlined(name):
    with private_storage().open(name) as file:
        return "data:image/png;base64," + b64encode(file.read()).decode()


def company_name():
    """Whose certificate signs: one name in every language."""
    company = organisation()
    return company.name_en or company.name_fa
