from django.utils import timezone
from django_tasks import task

from playbook.actions.announcements import announce_edition
from playbook.models import Edition


@task()
def announce_edition_later(edition_id):
    announce_edition(edition=Edition.objects.get(pk=edition_id), at=timezone.now())
