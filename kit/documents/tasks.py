from django_tasks import task

from kit.processes.priorities import NOBODY_WAITS


@task(queue_name="documents", priority=NOBODY_WAITS)
def make_paper_later(kind, key, language):
    from django.utils import timezone

    from kit.documents.kinds import make_paper, paper_of

    paper = paper_of(kind)
    thing = paper.find(key, None)
    if thing is not None:
        make_paper(paper, thing, language=language, at=timezone.now())
