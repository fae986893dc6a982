"""To the company's provider and back: to sign in, to accept an invitation, to confirm that one is still the same."""

import logging

from allauth.account.adapter import get_adapter
from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from requests import RequestException

from kit.http.deed_views import as_info, deed, itself
from people import errors
from people.accounts.allauth_inside import resume_request
from people.accounts.confirmation import gone_on, password_again
from people.accounts.sign_on import KEPT, company_provider, invited, is_linked
from people.actions import invite_to_sign_on, unlink_sign_on
from people.refusals import refusal
from people.views.accounts import provider_return
from people.views.staff import require_visible, visible_staff

log = logging.getLogger(__name__)
# What a provider that answers wrongly makes of allauth.
WRONG_ANSWERS = (OAuth2Error, KeyError, ValueError, TypeError, AttributeError)


class Provider(OpenIDConnectOAuth2Adapter):
    """The company's provider. It sends people back to BASE_URL, whatever name the request bore."""

    def get_callback_url(self, request, app):
        return settings.BASE_URL + reverse("openid_connect_callback", kwargs={"provider_id": self.provider_id})

    def complete_login(self, request, app, token, **options):
        login = super().complete_login(request, app, token, **options)
        said = login.account.extra_data
        if {claims.get("sub", login.account.uid) for claims in said.values()} != {login.account.uid}:
            raise OAuth2Error("userinfo and ID token speak of two people")
        request.sign_on_kept = {
            "id_token": options["response"].get("id_token", ""),
            "end_session": self.openid_config.get("end_session_endpoint", ""),
            "client_id": app.client_id,
        }
        return login


def begin(request, provider_id, *, errand=None, next_url="", **wishes):
    """A page that leads to the provider: to a form's answer that redirects elsewhere, browsers say no (form-action)."""
    adapter = _adapter(request, provider_id)
    try:
        provider = adapter.get_provider()
        provider.oauth2_adapter_class = Provider
        answer = provider.redirect(
            request, AuthProcess.LOGIN, next_url=next_url, data=errand, auth_params=wishes, scope=provider.get_scope()
        )
    except RequestException:
        return provider_return.refused(request, "down")
    except WRONG_ANSWERS:
        log.warning("the provider of single sign-on answered wrongly", exc_info=True)
        return provider_return.refused(request, "failed")
    return render(request, "people/going_there.html", {"url": answer["Location"], "name": provider.name})


@login_not_required
@require_http_methods(["GET", "POST"])
def start(request, provider_id):
    """The button on the sign-in page; whoever opens the address by itself is shown the button."""
    _adapter(request, provider_id)
    if request.method == "GET":
        return redirect("account_login")
    return begin(request, provider_id, next_url=get_next_redirect_url(request) or "")


@login_not_required
@require_GET
def callback(request, provider_id):
    adapter = _adapter(request, provider_id)
    try:
        answer = OAuth2CallbackView.adapter_view(adapter)(request)
    except RequestException:
        return provider_return.refused(request, "down")
    except WRONG_ANSWERS:
        log.warning("the provider of single sign-on answered wrongly", exc_info=True)
        return provider_return.refused(request, "failed")
    if hasattr(request, "confirmed_for"):
        return _go_on(request, request.confirmed_for)
    if answer.status_code == 302 and hasattr(request, "sign_on_kept"):
        request.session[KEPT] = request.sign_on_kept
    return answer


def _adapter(request, provider_id):
    adapter = Provider(request, provider_id)
    try:
        adapter.get_provider()
    except SocialApp.DoesNotExist as unknown:
        raise Http404 from unknown
    return adapter


def _go_on(request, next_url):
    """The very form that was on its way when the person was asked, or else the page."""
    request.GET = QueryDict(urlencode({"next": next_url}))
    return gone_on(request, resume_request(request) or redirect("/"))


@require_http_methods(["GET", "POST"])
def confirm(request):
    """Before money, exports and final deeds: who has no password here is asked again by the provider."""
    next_url = get_next_redirect_url(request) or "/"
    provider = company_provider() if is_linked(request.user) else None
    easier = get_adapter(request).get_reauthentication_methods(request.user)[0]["url"]
    if provider is None and easier != request.path:
        return redirect(f"{easier}?{urlencode({'next': next_url})}")
    if request.method == "POST" and provider:
        errand = provider_return.errand_to_confirm(request.user)
        return begin(request, provider["provider_id"], errand=errand, next_url=next_url, prompt="login", max_age="0")
    return render(request, "people/confirm.html", {"provider": provider, "next": next_url})


@require_POST
@password_again
def link(request):
    """My own account, for whoever has no address that an invitation could go to, or needs none."""
    provider = company_provider()
    if provider is None:
        raise Http404
    return begin(request, provider["provider_id"], errand={"link": request.user.key}, prompt="login")


@login_not_required
@require_http_methods(["GET", "POST"])
def accept(request, uid, token):
    """An invitation out of a mail. Nothing is linked before the person has signed in at the provider."""
    user, provider = invited(uid, token), company_provider()
    if user is None or provider is None:
        return provider_return.refused(request, "spent")
    if request.method == "POST":
        errand = {"invited": uid, "token": token}
        return begin(request, provider["provider_id"], errand=errand, prompt="login")
    return render(request, "people/accept_sign_on.html", {"provider": provider, "account": user})


def _to_invite(request, key):
    """Whoever may be invited, where the company has a provider."""
    person = require_visible(request, key, "people.invite_to_sign_on")
    if company_provider() is None:
        raise Http404
    return person


@password_again
@deed(fetch=_to_invite, refused={errors.NoSignIn: as_info(refusal), errors.NoAddress: as_info(refusal)})
def invite(request, person):
    user = invite_to_sign_on(staff=person, by=request.user, at=timezone.now())
    words = _("The invitation was mailed to %(email)s. It works once and for three days.")
    messages.success(request, words % {"email": user.email})


@password_again
@deed("people.unlink_sign_on", fetch=visible_staff, about=itself, refused={errors.NoSignIn: as_info(refusal)})
def unlink(request, person):
    unlink_sign_on(staff=person, by=request.user, at=timezone.now())
