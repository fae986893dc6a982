import sys

from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from people import errors
from people.accounts.sign_in import set_password_link
from people.actions import make_administrator
from people.models import User
from people.models.roles import AUTHOR, HR

REFUSALS = {
    errors.NameTaken: "the e-mail address belongs to another account",
    errors.NoSignIn: "this account is closed",
}


class Command(BaseCommand):
    help = (
        "Make an account of an administrator, or make one of an account that is there. Without a password on standard "
        "input a link is printed over which its owner chooses one: good once, for three days."
    )

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("--email", default="")
        parser.add_argument("--hr", action="store_true", help="also HR")
        parser.add_argument("--author", action="store_true", help="also an author of the folder")
        parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input")

    def handle(self, *, username, email, hr, author, password_stdin, **options):
        password = sys.stdin.readline().rstrip("\r\n") if password_stdin else ""
        _check(username, email, password if password_stdin else None)
        also = [*([HR] if hr else []), *([AUTHOR] if author else [])]
        try:
            user, link = make_administrator(
                username=username, email=email, also=also, password=password, at=timezone.now()
            )
        except tuple(REFUSALS) as refusal:
            raise CommandError(REFUSALS[type(refusal)]) from refusal
        self.stdout.write(f"{user.username} is an administrator. The audit log keeps that it was done here.")
        if link is not None:
            self.stdout.write(f"The password is chosen here (once, within three days):\n  {set_password_link(user)}")


def _check(username, email, password):
    try:
        UnicodeUsernameValidator()(username)
        if email:
            validate_email(email)
        if password is not None:
            validate_password(password, User(username=username, email=email))
    except ValidationError as refused:
        raise CommandError(" ".join(refused.messages)) from refused
