"""Language, calendar, digits and theme: for who is signed in in their row, for visitors in a cookie."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kit.version import version
from people.accounts.sign_on import company_provider, is_linked
from people.actions import change_display
from people.forms.own_account import DisplayForm, ProfileForm
from people.middleware import CALENDAR_COOKIE, LANGUAGE_COOKIE

A_YEAR = 60 * 60 * 24 * 365
LONGEST_NEXT = 1000


@require_POST
@login_not_required
def display(request):
    form = DisplayForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    wishes = form.wishes()
    response = HttpResponseRedirect(_safe_next(request))
    if not request.user.is_authenticated:
        return _keep_in_cookies(request, response, wishes)
    if "language" in wishes:
        wishes.setdefault("digits", wishes["language"])
        _keep_in_cookies(request, response, {"language": wishes["language"]})
    change_display(user=request.user, **wishes)
    return response


def _safe_next(request):
    """A path of ours: `redirect` would take a word for the name of a view."""
    wanted = request.POST.get("next", "")
    is_path = wanted.startswith("/") and len(wanted) <= LONGEST_NEXT
    return wanted if is_path and url_has_allowed_host_and_scheme(wanted, None) else "/"


def _keep_in_cookies(request, response, wishes):
    for name in (LANGUAGE_COOKIE, CALENDAR_COOKIE):
        if name in wishes:
            response.set_cookie(
                name, wishes[name], max_age=A_YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
            )
    return response


@require_http_methods(["GET", "POST"])
def profile(request):
    """My language, calendar, digits, theme, password, second factor."""
    form = ProfileForm(request.POST or None, initial=_wishes_of(request.user))
    if request.method == "POST" and form.is_valid():
        change_display(user=request.user, **form.cleaned_data)
        with translation.override(form.cleaned_data["language"]):
            messages.success(request, _("Saved. This is how you see Havadar from now on."))
        response = redirect("people:profile")
        return _keep_in_cookies(request, response, {"language": form.cleaned_data["language"]})
    provider = company_provider()
    context = {
        "form": form,
        "staff": request.user.staff_member_or_none,
        "provider": provider,
        "is_linked": provider is not None and is_linked(request.user),
        "version": version(),
    }
    return render(request, "people/profile.html", context)


def _wishes_of(user):
    return {"language": user.language, "calendar": user.calendar, "digits": user.digits, "theme": user.theme}
