from django.utils import timezone
from django_tasks import task

from kit.documents.creation import make_paper
from kit.documents.kinds import paper_of
from kit.processes.priorities import NOBODY_WAITS


@task(queue_name="documents", priority=NOBODY_WAITS)
def make_paper_later(kind: str, key: str, language: str) -> None:
    paper = paper_of(kind)
    assert paper is not None, kind
    thing = paper.find(key, None)
    if thing is not None:
        make_paper(paper, thing, language=language, at=timezone.now())
