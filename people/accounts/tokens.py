"""What stands in links: each is good for one thing, dies with what it was made for, and tells how it was handed out."""

from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import signing

from people.models import AddressChange

ADDRESS_SALT = "people.address_change"


class PasswordLinkTokens(PasswordResetTokenGenerator):
    """Of a link that sets a password: dies with the password, the next sign-in and the address on file."""

    def __init__(self, way):
        super().__init__()
        self.key_salt = f"people.password_link.{way}"


class InvitationTokens(PasswordResetTokenGenerator):
    """Of an invitation to single sign-on: dies once it was used, with the address on file and with the account."""

    key_salt = "people.sign_on_invitation"

    def _make_hash_value(self, user, timestamp):
        linked = SocialAccount.objects.filter(user_id=user.pk).order_by("pk").values_list("provider", "uid")
        return f"{user.pk}{user.password}{user.is_active}{user.email}{list(linked)}{timestamp}"


HANDED, MAILED = PasswordLinkTokens("handed"), PasswordLinkTokens("mailed")
INVITATIONS = InvitationTokens()


class PasswordLinks:
    """Either way of handing a link out opens the page."""

    def check_token(self, user, token):
        return HANDED.check_token(user, token) or MAILED.check_token(user, token)


def address_token(change):
    return signing.dumps(change.key, salt=ADDRESS_SALT)


def change_of(token):
    """The AddressChange that the token was made for; None when a newer one, or none, stands."""
    try:
        key = signing.loads(token, salt=ADDRESS_SALT)
    except signing.BadSignature:
        return None
    return AddressChange.objects.select_related("user").filter(key=key).first()
