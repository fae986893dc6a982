"""Branches, teams and who leads them, job roles."""

from dataclasses import dataclass
from operator import attrgetter

from django.db.models import Count, Prefetch, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from kit.access import require
from kit.http.deed_views import as_info, deed
from people import actions, errors
from people.company.organisation import organisation as company
from people.forms.structure import BranchForm, JobRoleForm, LeadForm, TeamForm
from people.models import Branch, BranchManager, JobRole, StaffMember, Team, TeamLead
from people.refusals import refusal


@require_GET
def structure(request):
    require(request.user, "people.change_structure")
    today = timezone.localdate()
    at_work = Q(members__joined_on__lte=today) & (Q(members__left_on=None) | Q(members__left_on__gt=today))
    leading = TeamLead.objects.filter(until=None).select_related("staff")
    teams = Team.objects.annotate(people=Count("members", filter=at_work)).prefetch_related(
        Prefetch("leaderships", leading, to_attr="leading")
    )
    managing = BranchManager.objects.filter(until=None).select_related("staff")
    branches = Branch.objects.prefetch_related(
        Prefetch("teams", teams), Prefetch("managements", managing, to_attr="managing")
    )
    job_roles = JobRole.objects.annotate(people=Count("members", filter=at_work))
    named = company().managers_evaluator
    context = {"branches": branches, "job_roles": job_roles, "managers_evaluator": named}
    return render(request, "people/structure.html", context)


@dataclass(frozen=True)
class Thing:
    """One kind of row that is added and changed by a small form."""

    model: type
    form: type
    name: str
    add_title: Promise
    edit_title: Promise


THINGS = {
    "branch": Thing(Branch, BranchForm, "branch", gettext_lazy("Add a branch"), gettext_lazy("Edit the branch")),
    "team": Thing(Team, TeamForm, "team", gettext_lazy("Add a team"), gettext_lazy("Edit the team")),
    "job_role": Thing(
        JobRole, JobRoleForm, "job_role", gettext_lazy("Add a job role"), gettext_lazy("Edit the job role")
    ),
}


@require_http_methods(["GET", "POST"])
def add_thing(request, kind):
    require(request.user, "people.change_structure")
    thing = THINGS[kind]
    form = thing.form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        getattr(actions, f"add_{thing.name}")(by=request.user, at=timezone.now(), **form.cleaned_data)
        return redirect("people:structure")
    lacks_branch = kind == "team" and not Branch.objects.exists()
    context = {"form": form, "title": thing.add_title, "lacks_branch": lacks_branch}
    return render(request, "people/thing_form.html", context)


@require_http_methods(["GET", "POST"])
def edit_thing(request, kind, key):
    require(request.user, "people.change_structure")
    thing = THINGS[kind]
    row = get_object_or_404(thing.model, key=key)
    form = thing.form(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        change = getattr(actions, f"change_{thing.name}")
        change(**{thing.name: row}, by=request.user, at=timezone.now(), **form.cleaned_data)
        return redirect("people:structure")
    return render(request, "people/thing_form.html", {"form": form, "title": thing.edit_title})


@require_http_methods(["GET", "POST"])
def leads(request, key):
    """Who leads a team: those who do, and one more."""
    require(request.user, "people.change_structure")
    team = get_object_or_404(Team.objects.select_related("branch"), key=key)
    today = timezone.localdate()
    leading = team.leaderships.filter(until=None).select_related("staff")
    choices = StaffMember.objects.active_on(today).exclude(user=request.user)
    choices = choices.exclude(pk__in=leading.values("staff_id"))
    form = LeadForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        person = form.cleaned_data["staff"]
        require(request.user, "people.appoint_lead", person)
        actions.appoint_lead(team=team, staff=person, since=today, by=request.user, at=timezone.now())
        return redirect("people:leads", team.key)
    context = {"form": form, "team": team, "leading": leading, "lacks_people": not choices.exists()}
    return render(request, "people/leads.html", context)


def _leadership(request, key, staff_key):
    rows = TeamLead.objects.select_related("staff", "team")
    return get_object_or_404(rows, team__key=key, staff__key=staff_key, until=None)


@deed(
    "people.end_lead",
    first="people.change_structure",
    fetch=_leadership,
    about=attrgetter("staff"),
    refused={errors.NotLeading: as_info(refusal)},
    to=lambda leadership: reverse("people:leads", args=[leadership.team.key]),
)
def end_lead(request, leadership):
    actions.end_lead(leadership=leadership, until=timezone.localdate(), by=request.user, at=timezone.now())
