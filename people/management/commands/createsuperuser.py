from django.contrib.auth.management.commands import createsuperuser
from django.utils import timezone

from kit.audit.chain import record
from people.models import User


class Command(createsuperuser.Command):
    help = "Make an account that may administer the site; the audit log keeps that it was made here."

    def handle(self, *args, **options):
        newest = User.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        super().handle(*args, **options)
        for user in User.objects.filter(pk__gt=newest, is_superuser=True):
            record(verb="access.superuser_made", on=user, at=timezone.now(), seals=[user], username=user.username)
