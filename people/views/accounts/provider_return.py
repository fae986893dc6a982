"""Back from the provider: who it is, what they came for, or why they cannot come in."""

import time
from http import HTTPStatus

from allauth.account.internal.flows.login import record_authentication
from allauth.core.exceptions import ImmediateHttpResponse
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people import errors
from people.accounts.sign_on import company_provider, invited
from people.actions import link_sign_on, prove_address
from people.backends import StaffBackend
from people.models import User

# Two clocks never agree.
SLACK = 60

# why: (status, title, what happened)
WORDS = {
    "denied": (
        HTTPStatus.FORBIDDEN,
        _("You did not sign in"),
        _("You, or %(provider)s, broke it off. Nothing changed."),
    ),
    "stale": (
        HTTPStatus.BAD_REQUEST,
        _("This sign-in was begun elsewhere"),
        _("It took too long, or was begun in another window. Please begin once more."),
    ),
    "down": (
        HTTPStatus.BAD_GATEWAY,
        _("%(provider)s does not answer"),
        _("Please try again in a few minutes. If you have a password here, sign in with it meanwhile."),
    ),
    "failed": (
        HTTPStatus.BAD_GATEWAY,
        _("%(provider)s did not say who you are"),
        _("Its answer was not what we need. Try once more; if it stays like this, tell an administrator."),
    ),
    "unknown": (
        HTTPStatus.FORBIDDEN,
        _("No account here is linked to this sign-in"),
        _(
            "%(provider)s knows you, but we cannot tell which account is yours. Ask HR to invite you to sign in this "
            "way."
        ),
    ),
    "closed": (
        HTTPStatus.FORBIDDEN,
        _("This account is closed"),
        _("There is no way in any more. If that is a mistake, ask HR."),
    ),
    "taken": (
        HTTPStatus.CONFLICT,
        _("This sign-in opens another account"),
        _("At %(provider)s you are linked to another account of ours. Sign out there, or ask HR."),
    ),
    "other": (
        HTTPStatus.FORBIDDEN,
        _("That was somebody else"),
        _("At %(provider)s somebody else is signed in. Nothing was done; sign in there as yourself and try again."),
    ),
    "not_asked": (
        HTTPStatus.FORBIDDEN,
        _("%(provider)s did not ask you again"),
        _("The step before you needs a fresh sign-in. Sign out at %(provider)s, or ask an administrator."),
    ),
    "spent": (
        HTTPStatus.GONE,
        _("This invitation no longer works"),
        _("It was used once already, or it is too old. Ask HR for a new one."),
    ),
}


def refused(request, why):
    """The page that says what went wrong and leads on."""
    status, title, happened = WORDS[why]
    provider = {"provider": (company_provider() or {}).get("name", "")}
    context = {"title": title % provider, "happened": happened % provider}
    return render(request, "people/sign_on_refused.html", context, status=status)


def meet(request, sociallogin):
    """Link, confirm or let in; raises ImmediateHttpResponse with a page for whoever cannot come in."""
    came_for = sociallogin.state.get("data") or {}
    if "again" in came_for:
        _confirm(request, sociallogin, came_for)
    if "link" in came_for:
        _link_own(request, sociallogin, came_for)
    if "invited" in came_for:
        _accept(request, sociallogin, came_for)
    elif sociallogin.is_existing and sociallogin.account.pk is None:
        _link(request, sociallogin, sociallogin.user)
    if not sociallogin.is_existing:
        _refuse(request, "unknown")
    if not StaffBackend().user_can_authenticate(sociallogin.user):
        _refuse(request, "closed")


@transaction.atomic
def _accept(request, sociallogin, came_for):
    """From now on the account is opened by who they are there; it came by mail, so the address is proven."""
    # Two who come back at once with one invitation wait for each other: the second finds it spent.
    user = invited(came_for["invited"], came_for["token"], users=User.objects.select_for_update())
    if user is None:
        _refuse(request, "spent")
    if sociallogin.is_existing and sociallogin.user.pk != user.pk:
        _refuse(request, "taken")
    _link(request, sociallogin, user)
    prove_address(user=user, email=user.email, at=timezone.now())


def _link(request, sociallogin, user):
    account = sociallogin.account
    try:
        linked = link_sign_on(user=user, provider=account.provider, subject=account.uid, at=timezone.now())
    except errors.SubjectTaken:
        _refuse(request, "taken")
    sociallogin.user, sociallogin.account = user, linked


def _link_own(request, sociallogin, came_for):
    """Somebody signed in links who they are there; that they are still the same was asked before they went."""
    if not request.user.is_authenticated or request.user.key != came_for["link"]:
        _refuse(request, "other")
    if sociallogin.is_existing and sociallogin.user.pk != request.user.pk:
        _refuse(request, "taken")
    _link(request, sociallogin, request.user)
    raise ImmediateHttpResponse(redirect("people:profile"))


def _confirm(request, sociallogin, came_for):
    """The same person, asked by the provider a moment ago, is as good as the password."""
    is_same = request.user.is_authenticated and request.user.key == came_for["again"]
    if not is_same or not sociallogin.is_existing or sociallogin.user.pk != request.user.pk:
        _refuse(request, "other")
    asked_at = (sociallogin.account.extra_data.get("id_token") or {}).get("auth_time")
    if isinstance(asked_at, int | float) and asked_at < came_for["at"] - SLACK:
        _refuse(request, "not_asked")
    about = {"provider": sociallogin.account.provider, "uid": sociallogin.account.uid}
    record_authentication(request, request.user, "socialaccount", reauthenticated=True, **about)
    request.confirmed_for = sociallogin.state.get("next") or "/"
    raise ImmediateHttpResponse(None)


def errand_to_confirm(user):
    """What goes along to the provider and comes back: who asked to be asked again, and when."""
    return {"again": user.key, "at": int(time.time())}


def _refuse(request, why):
    raise ImmediateHttpResponse(refused(request, why))
