"""Texts that wait for a second pair of eyes: what they change, and the one press that lets them go live."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Page, WorkflowState

from kit.access import require
from kit.http.deed_views import as_warning, deed
from playbook.actions.approval import approve_text, give_back, mark_of, submit_for_approval, take_back
from playbook.approval.differences import page_differences
from playbook.approval.queue import came_back_to, on_its_way, sent_by, waiting_for
from playbook.approval.verdict import away_among, may_publish, names_of
from playbook.errors import NothingWaits, NotSentByOneself, TextChanged, TextIncomplete, WroteItOneself
from playbook.forms.approval import ApproveForm, GiveBackForm
from playbook.refusals import refusal


@require_safe
def approvals(request):
    require(request.user, "playbook.approve_text")
    context = {
        "waiting": waiting_for(request.user),
        "returned": came_back_to(request.user),
        "elsewhere": [(text, names_of(text.approvers())) for text in sent_by(request.user)],
        "verdict": may_publish(request.user),
    }
    return render(request, "playbook/approvals.html", context)


@require_safe
def approval(request, key):
    require(request.user, "playbook.approve_text")
    return _shown(request, _pages(key))


def _shown(request, pages, *, approve=None, back=None, status=200):
    text = next(iter(on_its_way(pages)), None)
    context = {"text": text, "pages": list(pages)}
    if text is not None:
        others = text.approvers()
        mine = text.for_approval_by(request.user) if text.waits else []
        context |= {
            "waits": text.waits,
            "sides": [(page, page_differences(page), mark_of(page), page in mine) for page in text.pages],
            "may_decide": bool(mine),
            "is_sent_by_me": text.is_sent_by(request.user),
            "names": names_of(others),
            "away": names_of(away_among(others)),
            "approve": approve or ApproveForm(),
            "back": back or GiveBackForm(),
        }
    else:
        context["last"] = _last(pages)
    return render(request, "playbook/approval.html", context, status=status)


def _last(pages):
    """The last decision about the text; None: it was never sent."""
    numbers = [str(pk) for pk in pages.values_list("pk", flat=True)]
    states = WorkflowState.objects.filter(object_id__in=numbers, base_content_type__model="page")
    return states.select_related("current_task_state__finished_by__staff_member").order_by("-pk").first()


def _pages(key):
    """Of one text in all its languages. Raises Http404."""
    try:
        pages = Page.objects.filter(translation_key=UUID(key), depth__gt=1)
    except ValueError as problem:
        raise Http404 from problem
    pages = pages.select_related("locale", "content_type", "latest_revision")
    if not pages.exists():
        raise Http404
    return pages


@require_POST
def approve(request, key):
    require(request.user, "playbook.approve_text")
    pages, form = _pages(key), ApproveForm(request.POST)
    if not form.is_valid():
        return _shown(request, pages, approve=form, status=422)
    seen, comment = request.POST.getlist("seen"), form.cleaned_data["comment"]
    try:
        done = approve_text(key=key, seen=seen, by=request.user, at=timezone.now(), comment=comment)
    except TextChanged:
        messages.warning(request, _("It was written on meanwhile. Nothing went live; this is what it says now."))
        return _shown(request, pages, approve=form, status=409)
    except TextIncomplete as problem:
        messages.error(request, _("It is not complete, so it stays a draft: %(missing)s") % {"missing": problem})
    except (NothingWaits, WroteItOneself) as problem:
        return _refused(request, problem)
    else:
        messages.success(request, _said_of(done))
    return redirect("playbook:approvals")


def _said_of(pages):
    title = pages[0].draft_title
    live = all(Page.objects.get(pk=page.pk).live for page in pages)
    if live:
        return _("“%(page)s” is approved and live.") % {"page": title}
    return _("“%(page)s” is approved and goes live on its day.") % {"page": title}


@require_POST
def back(request, key):
    require(request.user, "playbook.approve_text")
    pages, form = _pages(key), GiveBackForm(request.POST)
    if not form.is_valid():
        return _shown(request, pages, back=form, status=422)
    try:
        done = give_back(key=key, by=request.user, at=timezone.now(), reason=form.cleaned_data["reason"])
    except (NothingWaits, WroteItOneself) as problem:
        return _refused(request, problem)
    messages.success(request, _("“%(page)s” went back with your reason.") % {"page": done[0].draft_title})
    return redirect("playbook:approvals")


@require_POST
def submit(request, key):
    """Every language of it that has changes."""
    require(request.user, "playbook.approve_text")
    done = submit_for_approval(pages=_pages(key), by=request.user, at=timezone.now())
    for page, missing in done.held:
        messages.warning(request, _("“%(page)s” stays a draft: %(missing)s") % {"page": page.title, "missing": missing})
    if done.pages:
        names = names_of(may_publish(request.user).others)
        messages.success(request, _("Sent. Who may approve it hears of it: %(names)s.") % {"names": names})
    return redirect("playbook:approval", key)


def _key(request, key):
    """Where there is such a text."""
    _pages(key)
    return key


@deed(
    first="playbook.approve_text",
    fetch=_key,
    refused={NothingWaits: as_warning(refusal), NotSentByOneself: as_warning(refusal)},
    done=gettext_lazy("It is a draft again; nobody is asked to approve it."),
    to="playbook:approvals",
)
def withdraw(request, key):
    take_back(key=key, by=request.user, at=timezone.now())
    return reverse("playbook:approval", args=[key])


def _refused(request, problem):
    messages.warning(request, refusal(problem))
    return redirect("playbook:approvals")
