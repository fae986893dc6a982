"""Once a day, by the worker (`kit.upkeep`)."""

from kit.calendar import local_day
from training.actions import assign_required_courses, remind_of_due_courses


def keep_training_up(*, at):
    """Newcomers and renewals get their courses; what is due soon is said."""
    assign_required_courses(on=local_day(at), at=at)
    remind_of_due_courses(on=local_day(at), at=at)
