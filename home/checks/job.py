"""The check as work in the background. What it found stays in the audit log, for good."""

import json
from itertools import islice

from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from home.checks.areas import AREAS, LABELS
from home.notices import CHECK_BROKE_OFF, CHECK_CLEAN, CHECK_FOUND
from kit.audit.chain import head, locked_head, record
from kit.files.storage import private_storage
from kit.jobs import JobKind, Made
from kit.jobs.actions import start_job
from kit.jobs.leases import Beat
from kit.jobs.models import Job, JobState
from kit.models import AuditEntry
from people.access.holders import holders
from people.models import User
from people.models.roles import ADMINISTRATOR
from people.notices.sending import send_notice

KIND, VERB = "home.check", "evidence.verified"
MOST = 50
TITLE = _("Check of everything")


class CheckRunning(Exception):
    """Somebody's check is at work."""


@transaction.atomic
def start_check(*, by, at):
    """Begin a check. Raises CheckRunning: one at a time, whoever asks."""
    locked_head()
    if running_check():
        raise CheckRunning
    with override(by.language):
        subjects = [(area, str(LABELS[area])) for area in AREAS]
        return start_job(kind=KIND, title=TITLE, subjects=subjects, by=by, at=at, language=by.language)


def running_check():
    return Job.objects.active().filter(kind=KIND).order_by("-pk").first()


def checks_done():
    """Entries of the log that hold what was found, newest first."""
    return AuditEntry.objects.filter(verb=VERB).order_by("-number")


def check_area(job, area):
    """Found twice is found: while the company works, two questions may see two different moments."""
    with connection.execute_wrapper(Beat(job, area)):
        found = list(islice(AREAS[area](), MOST))
        if found:
            again = set(islice(AREAS[area](), MOST))
            found = [sentence for sentence in found if sentence in again]
    return Made(f"{area}.json", content=json.dumps(found).encode())


def keep_result(job, items, file):
    """Write down what was found, once; the file of the job says how much."""
    found = dict.fromkeys(AREAS)
    for item in items:
        with private_storage().open(item.name) as kept:
            found[item.subject] = json.load(kept)
    with transaction.atomic():
        locked_head()
        if not checks_done().filter(object_key=job.key).exists():
            by = User.objects.filter(key=job.requester_key).first()
            record(verb=VERB, on=job, by=by, at=timezone.now(), areas=found, head=list(head()))
    file.write(json.dumps({area: None if each is None else len(each) for area, each in found.items()}).encode())


def tell(job):
    """Who asked hears how it ended; all administrators hear when something does not add up."""
    at, entry = timezone.now(), checks_done().filter(object_key=job.key).first()
    asked = User.objects.filter(key=job.requester_key).first()
    if entry is None:
        if job.state == JobState.FAILED:
            send_notice(to=asked, kind=CHECK_BROKE_OFF, at=at, url=reverse("home:checks"), dedupe_key=job.key)
        return
    count, url = count_of(entry), reverse("home:check", args=[job.key])
    if not count:
        send_notice(to=asked, kind=CHECK_CLEAN, at=at, url=url, dedupe_key=job.key)
        return
    for user in holders(ADMINISTRATOR):
        send_notice(to=user, kind=CHECK_FOUND, at=at, url=url, dedupe_key=job.key, count=count)


def count_of(entry):
    """How many things did not add up, and areas that could not be checked."""
    return sum(1 if found is None else len(found) for found in entry.detail["areas"].values())


def page_of(job):
    is_kept = checks_done().filter(object_key=job.key).exists()
    return reverse("home:check", args=[job.key]) if is_kept else reverse("home:checks")


JOB = JobKind(
    KIND,
    make_item=check_area,
    assemble=keep_result,
    filename=lambda job: "check.json",
    finished=tell,
    may_have=lambda user, job: user.has_perm("home.start_check"),
    page=page_of,
)
