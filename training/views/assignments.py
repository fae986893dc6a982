"""Who has to take what: for leads their team, for HR and authors everyone."""

from django.contrib import messages
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from kit.access import require
from kit.display import number
from kit.forms import posted
from kit.http.deed_views import as_info, deed, itself
from kit.lists import ListPage
from people.roles import led_team_ids
from training.actions import (
    AlreadySettled,
    ReachChanged,
    assign_as_seen,
    end_requirement,
    excuse_assignment,
    grant_attempt,
    require_as_seen,
)
from training.filters import AssignmentFilter, TeamFilter
from training.forms import AssignForm, ExcuseForm, RequireForm, SeenForm
from training.labels import refusal
from training.lessons.content import standards_to_choose
from training.models import Assignment, Attempt, Course, Requirement
from training.models.status import IS_OPEN
from training.progress.due_days import day_before_leave
from training.progress.reach import reach_of_assignment, reach_of_requirement
from training.progress.staleness import changed_on
from training.tables import AssignmentTable, RequirementTable, TeamTable


def _assignments(request):
    """The newest term of everybody's assignments that this reader may see, with their status today."""
    on = timezone.localdate()
    changed = changed_on(Course.objects.values_list("pk", flat=True), on)
    rows = Assignment.objects.visible_to(request.user).with_status(on, changed)
    return rows.select_related("course", "staff__team", "staff__job_role")


class TeamTraining(ListPage):
    """The lead's team: every course that somebody in it has been given."""

    permission = "training.view_team"
    title = _("My team's training")
    lead = _("What each one has to learn, by when, and where they are.")
    empty = {
        "title": _("Nobody in your team has a course yet"),
        "text": _("Courses appear here as soon as HR assigns them."),
    }
    filterset_class = TeamFilter
    table_class = TeamTable
    template_name = "training/team.html"

    def rows(self):
        """What is not done yet first, by its day; the excused last."""
        rows = _assignments(self.request).filter(staff__team__in=led_team_ids(self.request.user))
        return rows.order_by(F("excused_at").asc(nulls_first=True), F("completed_on").desc(nulls_first=True), "due_on")


class AssignmentList(ListPage):
    permission = "training.view_assignments"
    title = _("Who learns what")
    lead = _("Every course that was assigned, with its status today.")
    empty = {
        "title": _("No course is assigned yet"),
        "text": _("Assign one to a person or a team, or require it of a role."),
        "url": reverse_lazy("training:assign"),
        "button": _("Assign a course"),
        "permission": "training.assign_course",
    }
    filterset_class = AssignmentFilter
    table_class = AssignmentTable
    template_name = "training/assignments.html"

    def rows(self):
        return _assignments(self.request)


@require_http_methods(["GET", "HEAD", "POST"])
def assign(request):
    require(request.user, "training.assign_course")
    on = timezone.localdate()
    form = AssignForm(posted(request), on=on, initial=_of_address(request))
    if not _is_sent(request, form):
        return render(request, "training/assign.html", {"form": form}, status=_status(form))
    cleaned = form.cleaned_data
    wish = {"course": cleaned["course"], "people": form.people(), "due_on": cleaned["due_on"]}
    seen = SeenForm(request.POST).seal
    if not seen:
        return _show_reach(request, form, reach_of_assignment(**wish, on=on))
    try:
        given = assign_as_seen(**wish, note=cleaned["note"], seen=seen, by=request.user, at=timezone.now())
    except ReachChanged as changed:
        return _show_reach(request, form, changed.reach, has_changed=True)
    messages.success(request, _given(len(given)))
    return redirect("training:assignments")


def _of_address(request):
    """What the link that led here was about: `?course=<key>`."""
    return {"course": request.GET.get("course", "")}


def _is_sent(request, form):
    """Was a form sent that may be shown as what it would do, or done? `edit`: back from there, to change it."""
    return request.method == "POST" and form.is_valid() and not SeenForm(request.POST).goes_back


def _status(form):
    return 422 if form.is_bound and form.errors else 200


def _show_reach(request, form, reach, *, has_changed=False):
    """What would be done, with the form's fields kept along; nothing is written before somebody says so."""
    context = {"reach": reach, "kept": [(name, form.data[name]) for name in form.fields if form.data.get(name)]}
    context |= {"has_changed": has_changed, "is_requirement": reach.requirement is not None}
    return render(request, "training/reach.html", context, status=409 if has_changed else 200)


def _given(count):
    words = ngettext("%(n)s person has the course now.", "%(n)s people have the course now.", count)
    return words % {"n": number(count)}


def _assignment(request, key):
    require(request.user, "training.view_assignments")
    return get_object_or_404(_assignments(request), key=key)


@require_safe
def assignment(request, key):
    row = _assignment(request, key)
    reasons = list(row.reasons.all())
    attempts = Attempt.objects.filter(staff=row.staff, course=row.course, term=row.term).submitted().with_result()
    context = {
        "assignment": row,
        "reasons": reasons,
        "moved_from": day_before_leave(row, reasons),
        "attempts": attempts.order_by("number"),
        "is_open": row.status in IS_OPEN,
        "may_excuse": request.user.has_perm("training.excuse_assignment", row),
        "may_grant": request.user.has_perm("training.grant_attempt", row),
        "form": ExcuseForm(),
    }
    return render(request, "training/assignment.html", context)


def _deed(permission, **options):
    """Of one assignment; it goes on at the assignment's page."""
    return deed(
        permission,
        fetch=_assignment,
        about=itself,
        refused={AlreadySettled: as_info(refusal)},
        to=lambda row: reverse("training:assignment", args=[row.key]),
        **options,
    )


@_deed("training.excuse_assignment", form=ExcuseForm, unclear=_("Please write why the person is excused."))
def excuse(request, row, reason):
    excuse_assignment(assignment=row, reason=reason, by=request.user, at=timezone.now())


@_deed("training.grant_attempt", done=_("One more attempt is open."))
def grant(request, row):
    grant_attempt(assignment=row, by=request.user, at=timezone.now())


class RequirementList(ListPage):
    permission = "training.require_course"
    title = _("Who must have which course")
    lead = _("Whoever these name gets the course by themselves, also when they join later or their pass expires.")
    empty = {
        "title": _("No course is required yet"),
        "text": _("Require one of a role, a team, a person, everyone, or whoever scores low on a standard."),
        "url": reverse_lazy("training:require"),
        "button": _("Require a course"),
        "permission": "training.require_course",
    }
    table_class = RequirementTable
    template_name = "training/requirements.html"

    def rows(self):
        today = timezone.localdate()
        return Requirement.objects.active_on(today).select_related("course", "job_role", "team", "staff")


@require_http_methods(["GET", "HEAD", "POST"])
def require_for(request):
    require(request.user, "training.require_course")
    standards = standards_to_choose(timezone.localdate())
    on = timezone.localdate()
    data = posted(request)
    form = RequireForm(data, standards=standards, on=on, initial=_of_address(request))
    if not _is_sent(request, form):
        return render(request, "training/require.html", {"form": form}, status=_status(form))
    wish = form.wish()
    seen = SeenForm(request.POST).seal
    if not seen:
        return _show_reach(request, form, reach_of_requirement(wish, on))
    try:
        _made, given = require_as_seen(wish=wish, seen=seen, by=request.user, at=timezone.now())
    except ReachChanged as changed:
        return _show_reach(request, form, changed.reach, has_changed=True)
    messages.success(request, _given(len(given)))
    return redirect("training:requirements")


def _requirement(request, key):
    return get_object_or_404(Requirement, key=key)


@deed(
    first="training.end_requirement",
    fetch=_requirement,
    done=_("It is not required any more. What was assigned stays."),
    to="training:requirements",
)
def end(request, row):
    end_requirement(requirement=row, by=request.user, at=timezone.now())
