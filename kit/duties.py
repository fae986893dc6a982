"""What waits for somebody: every app says its own duties, the home page puts them in order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Duty:
    """One thing to do. Texts are in the reader's language already; `minutes` is a guess of the time it takes."""

    kind: str
    title: str
    detail: str
    url: str
    due_on: date | None
    icon: str
    action: str
    minutes: int | None = None
    count: int = 1

    def is_overdue(self, today):
        return self.due_on is not None and self.due_on < today


def in_order(duties: Iterable[Duty]) -> list[Duty]:
    """Earliest due date first, undated last."""
    return sorted(duties, key=lambda duty: (duty.due_on is None, duty.due_on or date.max, duty.kind, duty.title))
