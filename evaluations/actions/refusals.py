"""Whose deed it is: an action refuses the wrong person itself, whatever was asked before it."""

from evaluations.errors import ConflictOfInterest, NotYours
from evaluations.models import Evaluation
from people.models import User
from people.roles import is_hr, staff_of


def refuse_all_but(staff_id: int | None, by: User) -> None:
    """It is this person's to do, and nobody else's."""
    mine = staff_of(by)
    if mine is None or mine.pk != staff_id:
        raise NotYours("it is somebody else's to do")


def refuse_subject(evaluation: Evaluation, by: User, what: str) -> None:
    mine = staff_of(by)
    if mine is not None and mine.pk == evaluation.subject_id:
        raise ConflictOfInterest(f"nobody {what} an evaluation of themselves")


def refuse_evaluator_once_released(evaluation: Evaluation, by: User) -> None:
    """What others have read is no longer its evaluator's to take back."""
    if evaluation.is_released and staff_of(by) == evaluation.evaluator and not is_hr(by):
        raise ConflictOfInterest("a released evaluation is declared void by HR")
