"""Once a day, by the worker (`kit.upkeep`)."""

from kit.calendar import local_day
from training.actions import assign_required_courses, remind_of_courses
from training.bank_files import drop_expired


def keep_training_up(*, at):
    """Newcomers and renewals get their courses; what is late or due soon is said; question files left lying go."""
    assign_required_courses(on=local_day(at), at=at)
    remind_of_courses(on=local_day(at), at=at)
    drop_expired(at=at)
