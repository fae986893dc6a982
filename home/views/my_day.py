"""The first page of everyone."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from home.desks.labels import due_words
from home.desks.my_day import reward_of, standing_of, steps_of, thanks_of
from home.duties import duties_of
from home.first_steps.lines import concerns, starting_of
from home.shell.navigation import MY_DAY, desks_for, places_for
from people.roles import staff_of
from playbook.approval.queue import sent_by
from playbook.approval.verdict import names_of
from playbook.models import Edition

SHOWN = 5


@require_safe
def my_day(request):
    staff, now, today = staff_of(request.user), timezone.now(), timezone.localdate()
    duties = duties_of(request.user, today)
    lines = [(duty, due_words(duty.due_on, today), duty.is_overdue(today)) for duty in duties[:SHOWN]]
    context = {
        "name": staff.given_name if staff else request.user.first_name,
        "today": today,
        "first": lines[0] if lines else None,
        "others": lines[1:],
        "more": max(len(duties) - SHOWN, 0),
        "staff": staff,
        "starting": starting_of(request.user),
        "concerns_starting": concerns(request.user),
        "elsewhere": [(text, names_of(text.approvers())) for text in sent_by(request.user)],
        "is_set_up": bool(duties) or Edition.objects.in_force(today) is not None,
    }
    if staff is None:
        context["places"] = [place for place in places_for(request.user) if place is not MY_DAY]
    else:
        context |= {
            "desks": desks_for(request.user),
            "steps": steps_of(staff, duties, today),
            "standing": standing_of(staff),
            "reward": reward_of(staff, now),
            "thanks": thanks_of(staff),
        }
    return render(request, "home/my_day.html", context)
