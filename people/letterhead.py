"""What stands at the head of every document of the company."""

from kit.calendar import local_day
from people.organisation import organisation


def letterhead(at, branch=None):
    """Context of base_pdf.html: the company, with a branch where the document is of one, and the day."""
    company = organisation()
    return {"organisation": f"{company.name} · {branch.name}" if branch else company.name, "made_on": local_day(at)}


def company_name():
    """Whose certificate signs: one name in every language."""
    company = organisation()
    return company.name_en or company.name_fa
