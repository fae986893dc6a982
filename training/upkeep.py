"""By the worker (`kit.upkeep`)."""

from kit.dates.calendar import local_day
from kit.upkeep import Chore
from training.actions import assign_required_courses, assign_to_newcomers, remind_of_courses
from training.editor.question_files import PREVIEWS


def greet_newcomers(*, at):
    """Every few seconds: whoever was given a sign-in just now finds the courses there on the first visit."""
    assign_to_newcomers(on=local_day(at), at=at)


def keep_training_up(*, at):
    """Once a day. Newcomers and renewals get their courses; what is late or due soon is said; old question files go."""
    assign_required_courses(on=local_day(at), at=at)
    remind_of_courses(on=local_day(at), at=at)
    PREVIEWS.drop_expired(at=at)


UPKEEP = (
    Chore("training.upkeep.keep_training_up", keep_training_up, daily=True),
    Chore("training.upkeep.greet_newcomers", greet_newcomers, every=5),
)
