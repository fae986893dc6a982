"""What stands at the head of every document of the company: its name, logo and colour."""

from base64 import b64encode
from functools import lru_cache

from kit.dates.calendar import local_day
from kit.documents.texts import as_day, both, in_both
from kit.files.storage import private_storage
from kit.phrases import joined
from kit.text.bilingual import LANGUAGES
from people.company.organisation import organisation


def head_content(at, branch=None):
    """What the head of a document says, as JSON: the company, with a branch where it is of one, and the day."""
    company = organisation()
    name = both(lambda: joined([company.name, branch.name if branch else ""]))
    return {"organisation": name, "made_on": as_day(local_day(at))}


def person_content(staff):
    """Who somebody is, as documents say it."""
    name = {language: staff.name_in(language) for language in LANGUAGES}
    said = {"name": name, "code": staff.code, "job_role": in_both(staff.job_role, "name")}
    return said | ({"is_place": True} if staff.is_place else {})


def letterhead(said):
    """Context of base_pdf.html: what the head says, and how documents look today."""
    return looks() | {"organisation": said.organisation, "made_on": said.made_on}


def looks():
    company = organisation()
    return {"logo": logo_address(company), "colour": company.colour}


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
