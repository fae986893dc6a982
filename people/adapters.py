"""Where allauth asks us: who may come in, by which proof, and what happens when the provider does not answer."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthError
from django.urls import reverse
from django.utils.translation import gettext as _
from requests import RequestException

from people.accounts.addresses import account_that_proved
from people.accounts.mail_links import from_base_url
from people.accounts.sign_on import company_provider, is_linked, proven_there
from people.views.accounts import provider_return


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by HR, never by visitors."""

    def is_open_for_signup(self, request):
        return False

    def respond_user_inactive(self, request, user):
        return provider_return.refused(request, "closed")

    def is_reauthentication_required(self, *, app, **about):
        """Who is setting up the second factor a moment after signing in has been asked already."""
        if getattr(context.request, "signed_in_just_now", False):
            return False
        return super().is_reauthentication_required(app=app, **about)

    def get_reauthentication_methods(self, user):
        """The password, the second factor, or the provider once more; whoever has none is told whom to ask."""
        if not user.is_authenticated:
            return []
        words = {"reauthenticate": _("Use your password"), "mfa_reauthenticate": _("Use your authenticator app")}
        methods = [
            method | {"description": words[method["id"]]} for method in super().get_reauthentication_methods(user)
        ]
        if is_linked(user) or not methods:
            name = (company_provider() or {}).get("name", "")
            words = _("Confirm with %(provider)s") % {"provider": name}
            methods.append({"id": "sign_on", "url": reverse("people:confirm"), "description": words})
        return methods

    def send_mail(self, template_prefix, email, context):
        super().send_mail(template_prefix, email, from_base_url(self.request, context))


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Single sign-on opens accounts that exist: by the linked identifier, or by an address proven on both sides."""

    def is_open_for_signup(self, request, sociallogin):
        return False

    def authenticate_by_email(self, sociallogin):
        email = proven_there(sociallogin.account.extra_data)
        user = account_that_proved(email) if email else None
        return (user, user.email) if user is not None else None

    def pre_social_login(self, request, sociallogin):
        provider_return.meet(request, sociallogin)

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        """Every way in which the errand can fail has a page with a way on."""
        why = "down" if isinstance(exception, RequestException) else "failed"
        if error == AuthError.CANCELLED:
            why = "denied"
        elif exception is None and "state_id" in (extra_context or {}):
            why = "stale"
        raise ImmediateHttpResponse(provider_return.refused(request, why))
