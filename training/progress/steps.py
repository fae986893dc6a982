"""How far along somebody is in a course, in basis points. Pure.

Nobody starts at zero: having the course counts as the first step, for a head start doubles who finishes.
"""

from dataclasses import dataclass

from kit.values.rounding import half_up_div

FULL = 10000


@dataclass(frozen=True)
class Progress:
    """`done` of `steps`, the head start included; `share` in basis points."""

    done: int
    steps: int

    @property
    def share(self) -> int:
        return half_up_div(FULL * self.done, self.steps)

    @property
    def is_complete(self) -> bool:
        return self.done >= self.steps


def progress(
    *,
    lessons: int,
    finished: int,
    has_quiz: bool,
    is_completed: bool,
    has_passed: bool = False,
    needs_observation: bool = False,
) -> Progress:
    """Steps are: having the course (done), each lesson, the quiz, being seen at work.

    A completed course is complete whatever was read.
    """
    steps = 1 + lessons + has_quiz + needs_observation
    if is_completed:
        return Progress(steps, steps)
    return Progress(1 + min(finished, lessons) + (has_quiz and has_passed), steps)
