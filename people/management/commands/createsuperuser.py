from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Refused: who administers holds the role. See first_link and create_administrator."
    requires_system_checks = []
    stealth_options = ("interactive", "database")

    def add_arguments(self, parser):
        """Whatever Django's own takes, the answer is the same."""
        parser.add_argument("--username")
        parser.add_argument("--email")
        parser.add_argument("--noinput", "--no-input", action="store_true")

    def handle(self, **options):
        raise CommandError(
            "there are no superusers here: `manage.py first_link` prints the link of the first administrator, and "
            "`manage.py create_administrator NAME` makes one for scripts"
        )
