from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter

from people.mail_links import from_base_url


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by HR, never by visitors."""

    def is_open_for_signup(self, request):
        return False

    def send_mail(self, template_prefix, email, context):
        super().send_mail(template_prefix, email, from_base_url(self.request, context))


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Single sign-on opens existing accounts only, found by the e-mail that HR wrote down."""

    def is_open_for_signup(self, request, sociallogin):
        return False

    def authenticate_by_email(self, sociallogin):
        """HR wrote the address down and sign-up is closed, so it counts as verified: the password stays as well."""
        found = super().authenticate_by_email(sociallogin)
        if found:
            user, email = found
            EmailAddress.objects.get_or_create(user=user, email=email.lower(), defaults={"verified": True})
        return found
