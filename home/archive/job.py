"""The archive as a job: begun when a second person has confirmed it, kept for a day, for who asked alone."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from home.archive.writer import write_archive
from kit.jobs import JobKind, Made
from kit.jobs.models import Job
from people.access.notices import named, tell_of_archive
from people.actions.archives import JOB_KIND
from people.company.organisation import organisation
from people.models import AccountRequest, RequestKind, RequestState, User
from people.notices.sending import send_notice
from people.roles import is_hr


class NotConfirmed(PermissionError):
    """No second person confirmed it, or whoever asked may not have it any more."""


def request_of(job):
    """The request that a second person confirmed, or None."""
    found = AccountRequest.objects.filter(key=job.params.get("request"), kind=RequestKind.ARCHIVE)
    return found.filter(state=RequestState.CONFIRMED).select_related("asked_by").first()


def job_of(request):
    """The job of a confirmed request, or None."""
    return Job.objects.filter(kind=JOB_KIND, params={"request": request.key}).first()


def may_have(user, job):
    """Who asked, for as long as they are in HR. Asked at every page, before it is made, and at the download."""
    request = request_of(job)
    return bool(
        user is not None and user.is_active and is_hr(user) and request is not None and request.asked_by_id == user.pk
    )


def make_item(job, subject):
    """The rows are written all at once, by `assemble`; here it is asked once more whether they may be."""
    _refuse(job)
    return Made("company.txt", content=subject.encode())


def assemble(job, items, file):
    _refuse(job)
    write_archive(file, at=timezone.now(), company=organisation().name, note=job.note_progress)


def _refuse(job):
    if not may_have(User.objects.filter(key=job.requester_key).first(), job):
        raise NotConfirmed(job.key)


def filename(job):
    return _("%(company)s archive.zip") % {"company": organisation().name}


def tell_finished(job):
    asker = User.objects.filter(key=job.requester_key).first()
    kind = "home.archive_ready" if job.state == "done" else "home.archive_not_made"
    send_notice(to=asker, kind=kind, at=timezone.now(), url=reverse("home:archive"), dedupe_key=job.key)


def tell_downloaded(job, user, at):
    tell_of_archive("people.archive_downloaded", at=at, by=named(user))


JOB = JobKind(
    JOB_KIND,
    make_item=make_item,
    assemble=assemble,
    filename=filename,
    finished=tell_finished,
    may_have=may_have,
    downloaded=tell_downloaded,
)
