"""My e-mail address: the one on file, the one that waits to be proven, and the link out of the mail."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kit.http.deed_views import as_info, deed
from kit.http.throttle import is_too_often
from people import errors
from people.accounts.addresses import has_proven_address
from people.accounts.confirmation import password_again
from people.accounts.tokens import change_of
from people.actions import ask_for_address, prove_own_address, withdraw_address
from people.forms.own_account import AddressForm
from people.models import AddressChange
from people.refusals import refusal

MOST_AN_HOUR = 5


@require_http_methods(["GET", "POST"])
@password_again
def address(request):
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _ask(request, form):
        return redirect("people:address")
    context = {
        "form": form,
        "is_proven": has_proven_address(request.user),
        "waiting": AddressChange.objects.filter(user=request.user).first(),
    }
    return render(request, "people/address.html", context)


def _ask(request, form):
    if is_too_often(request, f"address:{request.user.key}", limit=MOST_AN_HOUR, seconds=3600):
        form.add_error(None, _("You asked several times already. Wait an hour, and look into the spam folder too."))
        return False
    try:
        change = ask_for_address(
            user=request.user, email=form.cleaned_data["email"], by=request.user, at=timezone.now()
        )
    except errors.NameTaken:
        form.add_error("email", _("This address belongs to another account."))
        return False
    if change is None:
        messages.info(request, _("This is your address already."))
    else:
        messages.success(request, _("A link is on its way to %(email)s. Open it here, signed in.") % {"email": change})
    return True


@deed(refused={errors.NothingPending: as_info(refusal)}, to="people:address")
def withdraw(request, user):
    withdraw_address(user=user, by=user, at=timezone.now())


@require_http_methods(["GET", "POST"])
@password_again
def prove(request, token):
    """The link of the mail. To open it changes nothing yet: a machine that looks at mails opens links too."""
    change = change_of(token)
    problem = _problem(request, change)
    if request.method == "POST" and not problem:
        try:
            prove_own_address(change=change, by=request.user, at=timezone.now())
        except errors.NameTaken:
            problem = _("Meanwhile this address belongs to another account. Yours stays as it is.")
        except errors.PeopleError:
            problem = _("This link no longer works.")
        else:
            messages.success(request, _("This is your address from now on."))
            return redirect("people:address")
    status = 409 if problem else 200
    return render(request, "people/prove_address.html", {"change": change, "problem": problem}, status=status)


def _problem(request, change):
    if change is None or not change.is_open(timezone.now()):
        return _(
            "This link no longer works. It was used once already, or it is older than a day, or a newer one was sent."
        )
    if change.user_id != request.user.pk:
        return _("This link was made for another account. Sign in with that one and open it again.")
    return ""
