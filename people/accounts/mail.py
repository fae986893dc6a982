"""What an account is told by mail about its way in. Every link is of BASE_URL, whatever the request said."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from kit.reader import reading_as
from people.accounts.addresses import account_with
from people.accounts.sign_in import set_password_link
from people.accounts.sign_on import company_provider, invitation_link, signs_on_only
from people.accounts.tokens import address_token
from people.models import LINK_LIVES, AddressChange, SignInLink, User
from people.notices.mail import mail_person


def mail_link(link_id, *, at):
    """Mail a link over which its owner chooses a password, once, to the address it was made for."""
    link = SignInLink.objects.select_related("account").get(pk=link_id)
    user = link.account
    if link.mailed_at is not None or user.email != link.address or at > link.issued_at + LINK_LIVES:
        return False
    with reading_as(user.language, user.calendar, user.digits):
        subject = render_to_string("people/mail/sign_in_subject.txt").strip()
        mail_person(user, "people/mail/sign_in", subject, {"link": set_password_link(user, mailed=True)})
    SignInLink.objects.filter(pk=link_id).update(mailed_at=at)
    return True


def send_forgotten_password(email):
    """The link goes to the address on file, never to what was typed. Who signs in elsewhere gets none unasked."""
    user = account_with(email)
    if user is None or not user.is_active:
        return
    with reading_as(user.language, user.calendar, user.digits):
        if signs_on_only(user):
            title, body = _("How you sign in"), _sign_on_words()
            _send(user, title, body, settings.BASE_URL + reverse("account_login"))
            return
        body = _(
            "Somebody, most likely you, asked for a new password for the user name %(name)s. The link works once and "
            "for three days. If it was not you, do nothing: your password stays as it is."
        )
        _send(user, _("A new password"), body % {"name": user.username}, set_password_link(user, mailed=True))


def _sign_on_words():
    body = _(
        "You asked for a new password, but your account has none: you sign in with %(provider)s. If that does not work "
        "any more, ask HR for a link."
    )
    return body % {"provider": company_provider()["name"]}


def send_address_proof(change_id):
    change = AddressChange.objects.select_related("user").filter(pk=change_id).first()
    if change is None or not change.user.is_active:
        return
    user = change.user
    with reading_as(user.language, user.calendar, user.digits):
        body = _(
            "This address was written down for the account %(name)s. If that is you, open the link and sign in; it "
            "works once and for one day. If it is not, do nothing: no mail will come here."
        )
        link = settings.BASE_URL + reverse("people:prove_address", args=[address_token(change)])
        _send(user, _("Is this your address?"), body % {"name": user.username}, link, to=change.email)


def send_to_old_address(user_id, old):
    user = User.objects.get(pk=user_id)
    with reading_as(user.language, user.calendar, user.digits):
        body = _(
            "The account %(name)s has another e-mail address from now on; links and mails go there. If you did not "
            "want this, tell HR or an administrator at once."
        )
        link = settings.BASE_URL + reverse("people:address")
        _send(user, _("Your e-mail address was changed"), body % {"name": user.username}, link, to=old)


def send_sign_on_invitation(user_id):
    user = User.objects.get(pk=user_id)
    provider = company_provider()
    if provider is None or not user.is_active or not user.email:
        return
    with reading_as(user.language, user.calendar, user.digits):
        title = _("Sign in with %(provider)s") % {"provider": provider["name"]}
        body = _(
            "From now on you can open Havadar with your account at %(provider)s. Open the link and sign in there once. "
            "It works once and for three days; give it to nobody, because whoever opens it becomes you."
        )
        _send(user, title, body % {"provider": provider["name"]}, invitation_link(user))


def _send(user, title, body, link, to=""):
    mail_person(user, "people/mail/notice", title, {"title": title, "body": body, "link": link}, to=to)
