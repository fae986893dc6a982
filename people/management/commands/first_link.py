from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from people import errors
from people.accounts.first_link import address_of
from people.actions import make_founding_link


class Command(BaseCommand):
    help = "Print the link over which the first administrator makes the company: good once, for 24 hours."

    def add_arguments(self, parser):
        parser.add_argument("--if-nobody", action="store_true", help="Say nothing where there is an administrator.")

    def handle(self, *, if_nobody, **options):
        try:
            token = make_founding_link(at=timezone.now())
        except errors.CompanyFounded as refusal:
            if if_nobody:
                return
            raise CommandError(
                "there is an administrator already, who gives access to others on the page Access; nothing was made"
            ) from refusal
        self.stdout.write("Nobody can sign in yet. Make your company here (the link is good once, for 24 hours):")
        self.stdout.write(f"  {address_of(token)}")
