"""Who manages a branch, and who evaluates the managers."""

from operator import attrgetter

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kit.access import require
from kit.forms import posted
from kit.http.deed_views import as_info, deed
from people import actions, errors
from people.company.organisation import organisation
from people.forms.structure import EvaluatorOfManagersForm, ManagerForm
from people.models import Branch, BranchManager, StaffMember
from people.refusals import refusal


@require_http_methods(["GET", "POST"])
def manager(request, key):
    """Who manages a branch; appointing another ends the one before."""
    require(request.user, "people.change_structure")
    branch, today = get_object_or_404(Branch, key=key), timezone.localdate()
    present = branch.managements.filter(until=None).select_related("staff").first()
    choices = _at_work(request.user)
    if present is not None:
        choices = choices.exclude(pk=present.staff_id)
    form = ManagerForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        person = form.cleaned_data["staff"]
        require(request.user, "people.appoint_manager", person)
        if present is not None:
            require(request.user, "people.end_manager", present.staff)
        try:
            actions.appoint_manager(branch=branch, staff=person, since=today, by=request.user, at=timezone.now())
        except errors.AlreadyManages:
            messages.info(request, _("%(name)s manages this branch already.") % {"name": person.name})
        return redirect("people:manager", branch.key)
    may_end = present is not None and request.user.has_perm("people.end_manager", present.staff)
    context = {"form": form, "branch": branch, "present": present, "may_end": may_end}
    return render(request, "people/manager.html", context)


def _management(request, key, staff_key):
    rows = BranchManager.objects.select_related("staff", "branch")
    return get_object_or_404(rows, branch__key=key, staff__key=staff_key, until=None)


@deed(
    "people.end_manager",
    first="people.change_structure",
    fetch=_management,
    about=attrgetter("staff"),
    refused={errors.NotManaging: as_info(refusal)},
    to=lambda management: reverse("people:manager", args=[management.branch.key]),
)
def end_manager(request, management):
    actions.end_manager(management=management, until=timezone.localdate(), by=request.user, at=timezone.now())


@require_http_methods(["GET", "POST"])
def managers_evaluator(request):
    """The one person who evaluates the managers of all branches."""
    require(request.user, "people.change_structure")
    named = organisation().managers_evaluator
    form = EvaluatorOfManagersForm(
        posted(request),
        choices=_at_work(request.user),
        initial={"staff": named.key if named else ""},
    )
    if request.method == "POST" and form.is_valid():
        person = form.cleaned_data["staff"]
        for one in (person, named):
            require(request.user, "people.name_managers_evaluator", one)
        actions.name_managers_evaluator(staff=person, by=request.user, at=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("people:structure")
    may_name = request.user.has_perm("people.name_managers_evaluator", named)
    return render(request, "people/managers_evaluator.html", {"form": form, "named": named, "may_name": may_name})


def _at_work(user):
    """Nobody appoints themselves."""
    return StaffMember.objects.active_on(timezone.localdate()).exclude(user=user)
