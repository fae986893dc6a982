"""Single sign-on with the company's OpenID Connect provider: who is known there, and what was said about an address."""

from urllib.parse import urlencode

from allauth.account.utils import url_str_to_user_pk, user_pk_to_url_str
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.urls import reverse

from people.accounts.tokens import INVITATIONS
from people.models import User

KEPT = "sign_on"


def company_provider():
    """What the settings say about the provider ({"provider_id", "name", ...}), or None: single sign-on is off."""
    return next(iter(settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])), None)


def is_linked(user):
    """Some identifier at the provider opens the account, and the provider is there to ask."""
    provider = company_provider()
    return provider is not None and SocialAccount.objects.filter(user=user, provider=provider["provider_id"]).exists()


def signs_on_only(user):
    return not user.has_usable_password() and is_linked(user)


def claims_of(extra_data):
    """What the provider said of the person: userinfo, or else the ID token."""
    return extra_data.get("userinfo") or extra_data.get("id_token") or {}


def proven_there(extra_data):
    """The address of which the provider says that it is proven, or "". A word that merely looks true does not count."""
    claims = claims_of(extra_data)
    said = claims.get("email_verified")
    is_proven = said is True or (isinstance(said, str) and said.lower() == "true")
    email = claims.get("email")
    return email if is_proven and isinstance(email, str) else ""


def invitation_link(user):
    parts = [user_pk_to_url_str(user), INVITATIONS.make_token(user)]
    return settings.BASE_URL + reverse("people:accept_sign_on", args=parts)


def invited(uid, token, *, users=User.objects):
    """The user (out of `users`) whom the invitation was mailed to, while it still works; else None."""
    try:
        user = users.filter(pk=url_str_to_user_pk(uid), is_active=True).first()
    except (ValueError, TypeError):
        return None
    return user if user is not None and INVITATIONS.check_token(user, token) else None


def way_out(kept):
    """The provider's address that ends the session there too, or "" where it has none."""
    if not kept or not kept.get("end_session"):
        return ""
    back = settings.BASE_URL + reverse("account_login")
    wishes = {"id_token_hint": kept["id_token"], "post_logout_redirect_uri": back, "client_id": kept["client_id"]}
    joint = "&" if "?" in kept["end_session"] else "?"
    return kept["end_session"] + joint + urlencode(wishes)
