"""Forms that stand in for allauth's, which look for accounts under addresses that nobody proved."""

from allauth.account.forms import ResetPasswordForm, UserTokenForm

from people.accounts.tasks import mail_forgotten_password
from people.accounts.tokens import PasswordLinks


class ForgottenPassword(ResetPasswordForm):
    def clean_email(self):
        """Whether there is such an account is looked up later: the answer here is the same, and takes as long."""
        return self.cleaned_data["email"]

    def save(self, request, **options):
        mail_forgotten_password.enqueue(self.cleaned_data["email"])
        return self.cleaned_data["email"]


class PasswordLink(UserTokenForm):
    token_generator = PasswordLinks()
