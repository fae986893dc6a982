"""Forgetting one person who left, and how long the names of all are kept."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kit.access import require
from kit.display import day
from kit.forms import posted
from people import errors
from people.accounts.confirmation import password_again
from people.actions import change_keeping, forget_person
from people.actions.forgetting import due, why_not
from people.company.organisation import organisation
from people.forms.forgetting import KeepingForm
from people.refusals import FORGETTING
from people.views.staff import require_visible

SHOWN = 50


@require_http_methods(["GET", "POST"])
@password_again
def forget(request, key):
    """The first press asks once more, the second does it: what is gone does not come back."""
    person = require_visible(request, key, "people.forget_person")
    now, today = timezone.now(), timezone.localdate()
    problem = why_not(person, on=today, by_hand=True)
    is_sure = request.POST.get("sure") == "1"
    if request.method == "POST" and is_sure and problem is None:
        try:
            forget_person(staff=person, by=request.user, at=now, on=today)
        except errors.PeopleError as refused:
            problem = refused
        else:
            messages.success(request, _("Forgotten. The history stays under the stand-in."))
            return redirect(person)
    context = {
        "person": person,
        "why_not": _in_words(problem),
        "asks_again": request.method == "POST" and problem is None,
    }
    return render(request, "people/forget.html", context)


def _in_words(problem):
    """Sentences why it cannot be yet; none where it can."""
    if problem is None:
        return []
    if isinstance(problem, errors.SomethingOpen):
        return problem.reasons
    if isinstance(problem, errors.TooSoon):
        return [_("A name is kept for 30 days after leaving. From %(day)s on it can go.") % {"day": day(problem.since)}]
    return [str(FORGETTING[type(problem)])]


@require_http_methods(["GET", "POST"])
@password_again
def keeping(request):
    require(request.user, "people.change_keeping")
    company, today = organisation(), timezone.localdate()
    sent = posted(request)
    form = KeepingForm(sent, initial={"months": company.forgets_after_months})
    if request.method == "POST" and form.is_valid():
        change_keeping(months=form.cleaned_data["months"], by=request.user, at=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("people:keeping")
    people = list(due(on=today).with_names()[:SHOWN])
    waiting = [(person, _in_words(why_not(person, on=today, by_hand=False))) for person in people]
    return render(
        request, "people/keeping.html", {"form": form, "waiting": waiting, "months": company.forgets_after_months}
    )
