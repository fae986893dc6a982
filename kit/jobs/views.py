"""Jobs as their requester sees them. Anybody else's job does not exist."""

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from kit.files.storage import private_storage
from kit.http.confirm import ask_again
from kit.http.signed_in import SignedIn
from kit.jobs.actions import cancel_job, note_download
from kit.jobs.kinds import has_own_page, kind_of, may_have
from kit.jobs.models import Job, JobState

SHOWN = 50
SHOWN_FAILURES = 20
COMPONENT_STATES = {
    JobState.DONE: "done",
    JobState.EXPIRED: "expired",
    JobState.FAILED: "failed",
    JobState.CANCELLED: "stopped",
}


@require_safe
def jobs(request: SignedIn) -> HttpResponse:
    mine = Job.objects.visible_to(request.user)[:SHOWN]
    shown = [job for job in mine if may_have(request.user, job) and not has_own_page(job)]
    return render(request, "kit/jobs/list.html", {"jobs": shown})


@require_safe
def job(request: SignedIn, key: str) -> HttpResponse:
    found = _own_job(request, key)
    if has_own_page(found):
        page = kind_of(found).page
        assert page is not None  # `has_own_page` says so
        return redirect(page(found))
    return render(request, "kit/jobs/job.html", _progress(found))


@require_safe
def progress(request: SignedIn, key: str) -> HttpResponse:
    return render(request, "kit/jobs/_progress.html", _progress(_own_job(request, key)))


@require_POST
def cancel(request: SignedIn, key: str) -> HttpResponse:
    found = cancel_job(job=_own_job(request, key), by=request.user, at=timezone.now())
    return render(request, "kit/jobs/_progress.html", _progress(found)) if request.htmx else redirect(found)


@require_POST
def download(request: SignedIn, key: str) -> HttpResponseBase:
    """A POST, because every download is written into the audit log. Asked when it was begun, which may be a day ago."""
    found, now = _own_job(request, key), timezone.now()
    ask_again(request, page=found.get_absolute_url())
    if has_own_page(found):
        raise Http404
    storage = private_storage()
    if found.is_over(now) or found.state != JobState.DONE or not storage.exists(found.result):
        return redirect(found)
    if storage.size(found.result) != found.result_size:
        raise OSError(f"the result of job {found.key} is not what was stored")
    note_download(job=found, by=request.user, at=now)
    file = storage.open(found.result)
    return FileResponse(file, as_attachment=True, filename=found.result_filename, content_type="application/zip")


def _own_job(request, key):
    """Asked anew each time: whoever lost the role finds nothing, neither the file nor the names of what failed."""
    found = get_object_or_404(Job.objects.visible_to(request.user), key=key)
    if not may_have(request.user, found):
        raise Http404
    return found


def _progress(found):
    failures = found.items.filter(state="failed").order_by("position") if found.failed else ()
    stem, dot, ending = found.result_filename.rpartition(".")
    return {
        "job": found,
        "file": (stem, dot + ending),
        "state": COMPONENT_STATES.get(found.state, "running"),
        "seconds_left": found.seconds_left(timezone.now()),
        "failures": failures[:SHOWN_FAILURES],
    }
