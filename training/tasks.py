from django_tasks import task

from kit.processes.priorities import SOMEBODY_WAITS


@task(priority=SOMEBODY_WAITS)
def regrade_later(key, after=0):
    """A part of a regrading, and the next part after it."""
    from django.utils import timezone

    from training.actions import regrade_some
    from training.models import Regrading

    last = regrade_some(regrading=Regrading.objects.get(key=key), at=timezone.now(), after=after)
    if last is not None:
        regrade_later.enqueue(key, last)
