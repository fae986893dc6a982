"""Whose deed it is: an action refuses the wrong person itself, whatever was asked before it."""

from evaluations.errors import ConflictOfInterest, NotYours
from people.roles import is_hr, staff_of


def refuse_all_but(staff_id, by):
    """It is this person's to do, and nobody else's."""
    mine = staff_of(by)
    if mine is None or mine.pk != staff_id:
        raise NotYours("it is somebody else's to do")


def refuse_subject(evaluation, by, what):
    mine = staff_of(by)
    if mine is not None and mine.pk == evaluation.subject_id:
        raise ConflictOfInterest(f"nobody {what} an evaluation of themselves")


def refuse_evaluator_once_released(evaluation, by):
    """What others have read is no longer its evaluator's to take back."""
    if evaluation.is_released and staff_of(by) == evaluation.evaluator and not is_hr(by):
        raise ConflictOfInterest("a released evaluation is declared void by HR")
