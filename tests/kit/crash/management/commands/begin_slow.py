from django.core.management.base import BaseCommand

from tests.kit.crash.tasks import slow


class Command(BaseCommand):
    help = "Queue a task that takes a while."

    def handle(self, **options):
        slow.enqueue("it")
