"""What has nobody, and handing it on: HR for everybody, an evaluator for themselves."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from evaluations import actions
from evaluations.cycles.orphans import without_evaluator
from evaluations.errors import CannotEvaluate, ConflictOfInterest
from evaluations.forms.handovers import HandOnForm, offered_on
from evaluations.models import CycleAssignment
from evaluations.pages.handovers import bundles_of, unfinished_of
from kit.access import require
from kit.display import number
from people.models import StaffMember
from people.roles import is_hr, staff_of


@require_GET
def without_evaluator_page(request):
    """Everything that has nobody over all open cycles; with `?who=` what one person has not finished."""
    require(request.user, "evaluations.view_without_evaluator")
    today, key = timezone.localdate(), request.GET.get("who", "")
    who = get_object_or_404(StaffMember.objects.visible_to(request.user), key=key) if key else None
    bundles = bundles_of(without_evaluator(today, evaluator=who) or (unfinished_of(who) if who else []), today)
    return _page(request, bundles, who, today)


@require_GET
def hand_on_mine(request):
    """What I have not finished, and who could take it over while I am away."""
    today, mine = timezone.localdate(), staff_of(request.user)
    return _page(request, bundles_of(unfinished_of(mine), today) if mine else [], mine, today, is_mine=True)


def _page(request, bundles, who, today, *, is_mine=False):
    by_hr = is_hr(request.user) and not is_mine
    offered = offered_on(today)
    lines = [(bundle, _form_of(bundle, offered, today, by_hr, n)) for n, bundle in enumerate(bundles)]
    context = {
        "lines": lines,
        "who": who,
        "is_mine": is_mine,
        "total": sum(bundle.left for bundle in bundles),
        "proposed": sum(bundle.left for bundle in bundles if bundle.proposal),
        "today": today,
    }
    return render(request, "evaluations/without_evaluator.html", context)


def _form_of(bundle, offered, today, by_hr, n):
    initial = {"offered": bundle.proposal.key if bundle.proposal else ""}
    about = {"offered": offered, "on": today, "former": bundle.evaluator, "by_hr": by_hr}
    return HandOnForm(**about, initial=initial, auto_id=f"id_{n}_%s")


@require_POST
def hand_on(request):
    """The chosen rows of one person go to another."""
    user, today = request.user, timezone.localdate()
    rows = CycleAssignment.objects.open().handed_on_by(user).filter(
        key__in=request.POST.getlist("row")[:500], evaluator__key=request.POST.get("former", "")
    )  # fmt: skip
    rows = list(rows.select_related("cycle", "subject", "evaluator__user"))
    if not rows:
        if not is_hr(user):
            raise Http404
        messages.info(request, _("Nothing is left to hand on here; it was done meanwhile."))
        return redirect(_back(request))
    for row in rows:
        require(user, "evaluations.hand_on", row)
    former = rows[0].evaluator
    form = HandOnForm(request.POST, offered=offered_on(today), on=today, former=former, by_hr=is_hr(user))
    if "stay" not in request.POST and not form.is_valid():
        messages.error(request, " ".join(text for errors in form.errors.values() for text in errors))
        return redirect(_back(request))
    successor = former if "stay" in request.POST else form.cleaned_data["successor"]
    _carry_out(request, rows, former, successor)
    return redirect(_back(request))


@require_POST
def hand_on_proposed(request):
    """One press: everything that has nobody goes to whom is proposed."""
    require(request.user, "evaluations.view_without_evaluator")
    today = timezone.localdate()
    mine = CycleAssignment.objects.open().handed_on_by(request.user).values_list("pk", flat=True)
    orphans = [one for one in without_evaluator(today) if one.assignment.pk in set(mine)]
    bundles = [bundle for bundle in bundles_of(orphans, today) if bundle.proposal]
    for bundle in bundles:
        _carry_out(request, bundle.rows, bundle.evaluator, bundle.proposal)
    if not bundles:
        messages.info(request, _("Nothing is left to hand on here; it was done meanwhile."))
    return redirect("evaluations:without_evaluator")


def _carry_out(request, rows, former, successor):
    about = {"former": former, "successor": successor, "by": request.user, "at": timezone.now()}
    report = actions.hand_on_all(assignments=rows, **about)
    done = len(report.done)
    if done and successor == former:
        messages.success(request, _("It stays with %(name)s.") % {"name": former.name})
    elif done:
        text = ngettext(
            "%(count)s person is now evaluated by %(name)s, who was told.",
            "%(count)s people are now evaluated by %(name)s, who was told.",
            done,
        )
        messages.success(request, text % {"count": number(done), "name": successor.name})
    for row, refusal in report.refused:
        messages.warning(request, _why(refusal) % {"person": row.subject.name, "name": successor.name})


def _why(refusal):
    if isinstance(refusal, ConflictOfInterest):
        return _("%(person)s: nobody evaluates themselves, nor two people each other in one cycle. Choose another.")
    if isinstance(refusal, CannotEvaluate):
        return _("%(person)s: %(name)s is away, has no sign-in, or leads nobody. Choose another.")
    return _("%(person)s: it was finished or handed on meanwhile.")


def _back(request):
    if not is_hr(request.user) or "mine" in request.POST:
        return reverse("evaluations:to_do")
    who = request.POST.get("who", "")
    address = reverse("evaluations:without_evaluator")
    known = who and StaffMember.objects.visible_to(request.user).filter(key=who).exists()
    return f"{address}?who={who}" if known else address
