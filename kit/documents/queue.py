"""Having the worker make a document. Who asks for one does not load what draws it."""

from django.db import transaction
from django_tasks.base import Task

_drawn_by: list[Task] = []


def drawn_by(task: Task) -> None:
    """In AppConfig.ready: the task that makes a document (`kit.documents.tasks`)."""
    _drawn_by[:] = [task]


def make_now(kind: str, key: str, language: str, *, priority: int) -> None:
    (task,) = _drawn_by
    task.using(priority=priority).enqueue(kind, key, language)


def make_again_later(kind: str, key: str, language: str) -> None:
    """After the transaction the worker makes the document, of whichever kind."""
    (task,) = _drawn_by
    transaction.on_commit(lambda: task.enqueue(kind, key, language))
