import time

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from home.demo.company import PASSWORD, read
from home.demo.creation import NotEmpty, tell_story
from people.models import User

ROLES = {
    "narges": "staff, barista in the Valiasr day shift",
    "saeed": "lead of the Valiasr day shift",
    "mina": "author of the folder and the courses",
    "parvin": "HR",
    "hoda": "HR, approves what Parvin computes",
    "armin": "administrator",
}


class Command(BaseCommand):
    help = "Fill an empty database with a café chain as it looks after three months."

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="Do nothing when there is a company already.")
        parser.add_argument("--sign-ins", action="store_true", help="Only print who can sign in.")

    def handle(self, *, if_empty, sign_ins, **options):
        if not sign_ins:
            self._create(if_empty)
        if not if_empty:
            self._print_sign_ins()

    def _create(self, if_empty):
        began = time.monotonic()
        try:
            company = tell_story(now=timezone.now())
        except NotEmpty:
            if not if_empty:
                self.stdout.write("There is a company in the database already; nothing was changed.")
            return
        _index_at_once()
        seconds = time.monotonic() - began
        self.stdout.write(f"Demo company made: {len(company.staff)} people, {seconds:.0f} s.")

    def _print_sign_ins(self):
        """Those of the demo; nothing where the company in the database is somebody's own."""
        named = list(read("people")["accounts"])
        there = set(User.objects.filter(username__in=named).values_list("username", flat=True))
        if not there.issuperset(named):
            return
        self.stdout.write(f"Sign in as (password for all: {PASSWORD}):")
        for name in named:
            self.stdout.write(f"  {name:<8} {ROLES[name]}")


def _index_at_once():
    """What the pages queued for the search and for "used here", one by one, is done in two goes."""
    queued = ["modelsearch.tasks.insert_or_update_object_task", "wagtail.tasks.update_reference_index_task"]
    DBTaskResult.objects.ready().filter(task_path__in=queued).delete()
    call_command("update_index", verbosity=0)
    call_command("rebuild_references_index", verbosity=0)
