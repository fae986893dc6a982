"""HR's desk: what is under way, who is late, what waits for a decision."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from evaluations.cycles.orphans import without_evaluator
from evaluations.pages.handovers import bundles_of
from home.actions import AlreadyReminded, NobodyToRemind, NothingLate, remind_evaluator
from home.board.cycles import present_cycle
from home.desks import hr
from home.first_steps.lines import starting_of
from kit.access import require
from kit.display import longday, number
from kit.phrases import listed
from people.models import StaffMember

SHOWN_LATE = 6


@require_safe
def hr_desk(request):
    require(request.user, "home.view_hr_desk")
    user, now, today = request.user, timezone.now(), timezone.localdate()
    cycle, late = present_cycle(user, today), hr.late_evaluators(now)
    bundles = bundles_of(without_evaluator(today), today)
    latest, earlier = hr.latest_jobs(user)
    context = {
        "starting": starting_of(request.user),
        "concerns_starting": True,
        "cycle": cycle,
        "count": hr.cycle_count(cycle, today) if cycle else None,
        "nobody": bundles,
        "nobody_total": sum(bundle.left for bundle in bundles),
        "late": late if "all" in request.GET else late[:SHOWN_LATE],
        "late_people": len(late),
        "late_total": sum(one.left for one in late),
        "disputes": hr.open_disputes(user, today),
        "trained": hr.trained(today),
        "card": hr.present_run(user),
        "latest": latest,
        "earlier": earlier,
    }
    context["lead"] = lead_of(context, today)
    return render(request, "home/hr_desk.html", context)


def lead_of(context, today):
    """The day, and in one sentence what is most pressing."""
    pressing = []
    if n := context["nobody_total"]:
        pressing.append(ngettext("%(n)s evaluation has nobody", "%(n)s evaluations have nobody", n) % {"n": number(n)})
    run = context["card"]["run"] if context["card"] else None
    if run is not None and run.state == "computed":
        pressing.append(_("“%(run)s” waits for your review") % {"run": run.title})
    if n := context["late_people"]:
        pressing.append(ngettext("%(n)s evaluator is late", "%(n)s evaluators are late", n) % {"n": number(n)})
    if n := context["disputes"].count:
        pressing.append(ngettext("%(n)s objection is open", "%(n)s objections are open", n) % {"n": number(n)})
    if not pressing and context["cycle"] is None:
        return _("%(day)s. No cycle has begun yet.") % {"day": longday(today)}
    if not pressing:
        return _("%(day)s. Nothing presses today.") % {"day": longday(today)}
    return _("%(day)s. %(pressing)s.") % {"day": longday(today), "pressing": listed(pressing)}


@require_POST
def remind(request, key):
    require(request.user, "home.remind_evaluator")
    evaluator = get_object_or_404(StaffMember.objects.visible_to(request.user), key=key)
    try:
        url = reverse("evaluations:to_do")
        remind_evaluator(evaluator=evaluator, by=request.user, at=timezone.now(), url=url)
    except AlreadyReminded:
        messages.warning(request, _("%(name)s was reminded today already.") % {"name": evaluator.name})
    except NobodyToRemind:
        text = _("%(name)s cannot be reminded: what they have not finished has nobody. Hand it on.")
        messages.warning(request, text % {"name": evaluator.name})
        return redirect("evaluations:without_evaluator")
    except NothingLate:
        messages.warning(request, _("%(name)s is not late any more.") % {"name": evaluator.name})
    else:
        messages.success(request, _("%(name)s has been reminded.") % {"name": evaluator.name})
    return redirect("home:hr_desk")
