"""The first run: a page that one printed link opens, once, while nobody administers the company."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kit.forms import posted
from kit.http.throttle import is_too_often
from people import errors
from people.accounts.allauth_inside import record_authentication
from people.accounts.first_link import has_administrator, open_link
from people.actions import found_company
from people.company.organisation import is_written_down, organisation
from people.forms.first_run import FoundingForm

BACKEND = "people.backends.StaffBackend"
MOST_A_MINUTE = 20


@login_not_required
@never_cache
@sensitive_post_parameters("password", "password_again")
@require_http_methods(["GET", "HEAD", "POST"])
def first_run(request, token):
    """To open the link changes nothing yet; it is used up by the form."""
    if is_too_often(request, "first_run", limit=MOST_A_MINUTE):
        return render(request, "429.html", status=429)
    if has_administrator() or open_link(token, timezone.now()) is None:
        return _spent(request)
    company = organisation()
    form = FoundingForm(posted(request), company=company if is_written_down(company) else None)
    if request.method == "POST" and form.is_valid():
        try:
            return _found(request, token, form)
        except errors.NameTaken:
            form.add_error("username", _("This user name or e-mail belongs to another account."))
        except errors.PeopleError:
            return _spent(request)
    return render(request, "people/first_run.html", {"form": form}, status=422 if form.errors else 200)


def _found(request, token, form):
    user = found_company(token=token, at=timezone.now(), **form.facts())
    login(request, user, backend=BACKEND)
    record_authentication(request, user, method="password", username=user.username)
    return redirect("home:my_day")


def _spent(request):
    """The same for a link that was used, ran out, or never was; another word where there is nothing left to open."""
    return render(request, "people/first_run_over.html", {"is_founded": has_administrator()}, status=410)
