"""allauth's own pages where they must do a little less, or a little more, than they come with."""

from functools import wraps

from allauth.account.views import LogoutView, PasswordChangeView, PasswordResetFromKeyView, ReauthenticateView
from allauth.mfa.base.views import ReauthenticateView as CodeAgainView
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from people.accounts.confirmation import gone_on, require_password_again, signed_in_just_now
from people.accounts.sign_in import was_mailed
from people.accounts.sign_on import KEPT, company_provider, way_out
from people.actions import prove_address


class SetPassword(PasswordResetFromKeyView):
    """A link that was mailed to the address on file proves it; one that was handed over does not."""

    def form_valid(self, form):
        user = self.reset_user
        proven = user.email if was_mailed(user, self.key) else ""
        answer = super().form_valid(form)
        prove_address(user=user, email=proven, at=timezone.now())
        return answer


class ChangePassword(PasswordChangeView):
    """Who signs in elsewhere has none, and gets one by a link of HR alone."""

    def dispatch(self, request, *args, **options):
        if not request.user.has_usable_password():
            messages.info(request, _("You sign in without a password. If you need one, ask HR for a link."))
            return redirect("people:profile")
        return super().dispatch(request, *args, **options)


class PasswordAgain(ReauthenticateView):
    def form_valid(self, form):
        return gone_on(self.request, super().form_valid(form))


class CodeAgain(CodeAgainView):
    def form_valid(self, form):
        return gone_on(self.request, super().form_valid(form))


class SignOut(LogoutView):
    """On a shared tablet the next person must not find the provider's session open."""

    def post(self, *args, **options):
        there = way_out(self.request.session.get(KEPT))
        answer = super().post(*args, **options)
        if not there:
            return answer
        name = (company_provider() or {}).get("name", "")
        return render(self.request, "people/going_there.html", {"url": there, "name": name, "leaves": True})


def once_after_signing_in(view):
    """Who signed in a moment ago sets up the second factor without being asked again; everybody else is."""

    @wraps(view)
    def asking(request, *args, **options):
        if not signed_in_just_now(request):
            require_password_again(request)
        request.signed_in_just_now = True
        return view(request, *args, **options)

    return asking
