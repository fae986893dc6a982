"""The company's archive is begun: what it holds is put together above, where all tables are known."""

from datetime import datetime

from django.utils.translation import gettext, override

from kit.jobs.actions import start_job
from kit.jobs.models import Job
from people.company.organisation import organisation
from people.models import AccountRequest

JOB_KIND = "company_archive"


def begin_archive(request: AccountRequest, *, at: datetime) -> Job:
    """For who asked, once a second person has confirmed it: whoever confirms may not download."""
    asker = request.asked_by
    with override(asker.language):
        title, company = gettext("Archive of the company"), organisation().name
    params = {"request": request.key}
    return start_job(
        kind=JOB_KIND,
        title=title,
        subjects=[("company", company)],
        by=asker,
        at=at,
        params=params,
        language=asker.language,
    )
