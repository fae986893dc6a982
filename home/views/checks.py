"""Proving everything again by a button: begin it, leave, come back, read what was found."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from home.checks.areas import AREAS, LABELS
from home.checks.findings import in_words
from home.checks.job import CheckRunning, checks_done, count_of, running_check, start_check
from kit.access import require
from kit.audit.sentences import Reading
from kit.http.deed_views import as_info, deed
from kit.jobs.models import Job
from kit.lists import ListPage


class CheckList(ListPage):
    permission = "home.view_checks"
    template_name = "home/checks.html"

    def rows(self):
        return checks_done()

    def context(self):
        reading = Reading(self.request.user)
        reading.learn(self.shown.object_list)
        done = [(entry, reading.who(entry), count_of(entry)) for entry in self.shown]
        return {"done": done, **_running(self.request)}


@require_safe
def progress(request):
    """What changes while a check is at work; when it is over, its result."""
    require(request.user, "home.view_checks")
    return render(request, "home/_check_progress.html", _running(request))


@require_safe
def check(request, key):
    require(request.user, "home.view_checks")
    entry = get_object_or_404(checks_done(), object_key=key)
    reading = Reading(request.user)
    reading.learn([entry])
    found = entry.detail["areas"]
    areas = [(LABELS[area], _findings(found.get(area))) for area in AREAS]
    context = {"entry": entry, "who": reading.who(entry), "areas": areas, "count": count_of(entry)}
    return render(request, "home/check.html", context)


def _findings(sentences):
    """[words] without repetition; None: could not be checked."""
    return None if sentences is None else list(dict.fromkeys(in_words(sentence) for sentence in sentences))


@deed(
    "home.start_check",
    refused={CheckRunning: as_info(gettext_lazy("A check is at work already. You see here how far it is."))},
    to="home:checks",
)
def start(request, user):
    start_check(by=user, at=timezone.now())


def _running(request):
    job = running_check()
    newest = checks_done().first()
    last = Job.objects.filter(kind="home.check").order_by("-pk").first() if job is None else None
    items = list(job.items.order_by("position")) if job else []
    return {
        "job": job,
        "items": [(LABELS.get(item.subject, item.subject), item) for item in items],
        "seconds_left": job.seconds_left(timezone.now()) if job else None,
        "newest": newest,
        "newest_count": count_of(newest) if newest else 0,
        "broke_off": last is not None and last.state == "failed",
        "is_mine": job is not None and job.requester_key == request.user.key,
    }
