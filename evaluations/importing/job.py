"""Many rows are written by the worker: one item, one transaction. Asked again it finds what is written."""

import csv
import io

from django.utils import timezone
from django.utils.translation import gettext as _

from evaluations.importing.execution import import_evaluations
from evaluations.importing.saved_mappings import inputs_of, mapping_of
from evaluations.importing.tables import PAST
from kit.importing.uploads import load_upload
from kit.jobs import JobKind, Made
from kit.jobs.actions import start_job
from kit.spreadsheets import safe_text
from people.models import User

KIND = "evaluations.import"
MOST_AT_ONCE = 300  # rows that a web request writes


class FileGone(ValueError):
    """The file is kept for two hours after its upload."""


def start(upload, choices, *, by, at):
    params = {"name": upload.name, "choices": choices}
    return start_job(
        kind=KIND, title=PAST.title, subjects=[(upload.name, upload.filename)], params=params, by=by, at=at
    )


def may_have(user, job):
    return user.has_perm(PAST.permission)


def make_item(job, subject):
    at = timezone.now()
    by = User.objects.get(key=job.requester_key)
    upload = load_upload(subject, PAST, by=by, at=at)
    if upload is None or not by.is_active or not by.has_perm(PAST.permission):
        raise FileGone(_("The file is no longer there; bring it again, please."))
    imported = import_evaluations(**inputs_of(upload, mapping_of(upload), job.params["choices"]), by=by, at=at)
    counts = {_("New"): len(imported.evaluations), _("Unchanged"): imported.plan.count("unchanged")}
    return Made("report.csv", content=report(imported.plan).encode("utf-8-sig"), facts=counts)


def report(plan, only=()):
    """What became of every row, as CSV. `only`: the rows of these states."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([_("Row"), _("Code"), _("What would happen"), _("Problem")])
    for planned in (row for row in plan.rows if not only or row.status in only):
        said = "; ".join((*planned.problems, *planned.notes))
        writer.writerow(map(safe_text, [planned.row.number, planned.row.subject["code"], planned.status, said]))
    return file.getvalue()


JOB = JobKind(KIND, make_item=make_item, may_have=may_have)
