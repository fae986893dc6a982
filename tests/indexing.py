"""What pages tell Wagtail's two indexes at every save, done once for each page when a world is built.

An index says what stands in the page at the end, however often it was written: a course of two lessons is published in
some thirty saves, each of which would index a page again for its search and for "used here".
"""

from contextlib import ExitStack, contextmanager
from unittest import mock

from django.utils.module_loading import import_string

# Where Wagtail's receivers find their tasks: of the search, and of "used here".
TASKS = (
    "modelsearch.signal_handlers.insert_or_update_object_task",
    "wagtail.signal_handlers.update_reference_index_task",
)


class AtTheEnd:
    """Stands where a task stands, and keeps what is asked of it."""

    def __init__(self, task):
        self.task, self.asked = task, {}

    def enqueue(self, *args):
        self.asked[args] = True

    def do(self):
        for args in self.asked:
            self.task.enqueue(*args)


@contextmanager
def indexed_once():
    """Within the block nothing is indexed; at its end each object is that was saved."""
    with ExitStack() as stack:
        tasks = [stack.enter_context(mock.patch(path, AtTheEnd(import_string(path)))) for path in TASKS]
        yield
    for task in tasks:
        task.do()
