"""One person, as their lead and HR see them."""

from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from evaluations.models import CycleAssignment, Evaluation
from evaluations.results.reasons import with_reasons
from home.board.cycles import chosen_cycle
from home.board.figures import figures_of
from people.models import StaffMember
from people.roles import staff_of
from playbook.signatures.standings import unsigned_standings
from rewards.models import RunRow, Thanks
from training.models import Assignment, Observation
from training.progress.staleness import all_changes

SHOWN = 12
SEEN = 5


@require_safe
def person(request, key):
    user, today = request.user, timezone.localdate()
    staff = get_object_or_404(StaffMember.objects.visible_to(user).with_names(), key=key)
    if not user.has_perm("home.view_person", staff):
        raise Http404
    cycle = chosen_cycle(user, request.GET.get("cycle", ""), today)
    evaluations = Evaluation.objects.visible_to(user).about(staff).exclude(state="draft").filter(is_current=True)
    context = {
        "staff": staff,
        "cycle": cycle,
        "figures": figures_of([staff.pk], cycle, today, user)[staff.pk],
        "unsigned": unsigned_standings(staff, today),
        "evaluations": with_reasons(evaluations.select_related("evaluator", "cycle", "scorecard")[:SHOWN]),
        "courses": courses_of(user, staff, today),
        "rewards": RunRow.objects.visible_to(user).filter(staff=staff).with_names()[:SHOWN],
        "may_board": user.has_perm("home.view_board"),
        "seen": Observation.objects.visible_to(user).standing().filter(staff=staff).select_related("standard")[:SEEN],
        "thanks": Thanks.objects.visible_to(user).received_by(staff).with_names()[:SEEN],
        "may_observe": user.has_perm("training.record_observation", staff),
        "may_see_assignments": user.has_perm("training.view_assignments"),
        "to_write": to_write(user, staff),
        "has_left": not staff.is_active_on(today),
    }
    return render(request, "home/person.html", context)


def to_write(user, staff):
    """Has the reader evaluations of this person to write?"""
    mine = CycleAssignment.objects.of_evaluator(staff_of(user)).filter(subject=staff).open().with_progress()
    return mine.filter(done__lt=F("wanted")).exists()


def courses_of(user, staff, today):
    """The person's assignments in their newest terms, each with its status."""
    rows = Assignment.objects.visible_to(user).filter(staff=staff)
    return rows.with_status(today, all_changes(today)).select_related("course").order_by("due_on", "pk")
