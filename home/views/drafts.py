"""Everything that is written and not published yet, and the one press that publishes it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from evaluations.actions import publish_scorecard
from evaluations.errors import ScorecardNotReady, WrongState
from home.desks.drafts import COURSES, FOLDER, SCORECARDS, drafts_of
from home.forms import DraftsForm
from home.models import ChosenStarter
from kit.access import require
from kit.display import number
from playbook.actions.drafts import publish_drafts
from playbook.approval.messages import say_published
from playbook.approval.verdict import may_publish
from playbook.models import Edition
from training.models import Course


@require_safe
def drafts(request):
    require(request.user, "home.publish_drafts")
    context = {
        "folder": drafts_of(FOLDER),
        "courses": drafts_of(COURSES),
        "scorecards": drafts_of(SCORECARDS),
        "drafted_courses": Course.objects.filter(is_live=False),
        "verdict": may_publish(request.user),
        "last": Edition.objects.folder().order_by("-number").first(),
        "waits": ChosenStarter.objects.filter(finished_at=None).first(),
    }
    return render(request, "home/drafts.html", context)


@require_POST
def publish(request, which):
    """What is ticked of the folder, of the courses, or of the scorecards."""
    require(request.user, "home.publish_drafts")
    if which not in PUBLISHING:
        raise Http404
    form = DraftsForm(request.POST, rows=drafts_of(which))
    if form.is_valid() and form.chosen:
        PUBLISHING[which](request, form.chosen)
    else:
        messages.info(request, _("Nothing was published: nothing was ticked, or it is published already."))
    return redirect("home:drafts")


def _publish_pages(request, rows):
    pages = [page for row in rows for page in row.pages]
    done = publish_drafts(pages=pages, by=request.user, at=timezone.now())
    say_published(request, done, _("Nothing was published: what is ticked waits for approval already."))


def _publish_scorecards(request, rows):
    require(request.user, "evaluations.publish_scorecard")
    done = 0
    for card in rows:
        try:
            publish_scorecard(scorecard=card, by=request.user, at=timezone.now())
            done += 1
        except (ScorecardNotReady, WrongState):
            text = _("“%(page)s” stays a draft: open it to see what is missing.")
            messages.warning(request, text % {"page": card.title})
    if done:
        text = ngettext("%(n)s scorecard was published.", "%(n)s scorecards were published.", done)
        messages.success(request, text % {"n": number(done)})


PUBLISHING = {FOLDER: _publish_pages, COURSES: _publish_pages, SCORECARDS: _publish_scorecards}
