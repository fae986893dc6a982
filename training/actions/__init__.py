from training.actions.assignments import (
    AlreadySettled,
    assign_course,
    assign_for_low_score,
    end_requirement,
    excuse_assignment,
    grant_attempt,
    require_course,
)
from training.actions.attempts import AttemptClosed, NotYourAttempt, save_answer, start_attempt, submit_attempt
from training.actions.calendars import close_calendar, open_calendar
from training.actions.completions import complete_course
from training.actions.confirmed_assignments import ReachChanged, assign_as_seen, require_as_seen
from training.actions.courses.catalogue import refresh_course, tie_lessons
from training.actions.courses.copies import copy_course
from training.actions.courses.course import (
    begin_course,
    change_rules,
    publish_course,
    set_prerequisites,
    withdraw_course,
)
from training.actions.courses.lessons import add_lesson, move_lesson_by, order_lessons, remove_lesson, rename_lesson
from training.actions.due_dates import follow_leave
from training.actions.lesson_progress import finish_lesson, remember_position
from training.actions.observations import ObservationRefused, record_observation, withdraw_observation
from training.actions.questions.imports import duplicate_question, import_questions, tag_questions
from training.actions.questions.lists import (
    bring_back_questions,
    follow_edition,
    move_questions,
    order_questions,
    retire_questions,
    step_question,
    tie_questions_to,
    weigh_questions,
)
from training.actions.questions.question import (
    QuestionChanged,
    QuestionUnfinished,
    rewrite_question,
    tie_questions,
    write_question,
)
from training.actions.regradings import RegradingRefused, begin_regrading, regrade_some
from training.actions.reminders import remind_of_courses
from training.actions.renewals import NothingChanged, renew_by_changes
from training.actions.requirements import assign_required_courses, assign_to_newcomers
from training.actions.standings import rebuild_standings, refresh_standing
from training.kinds.layout import UnknownAnswer, UnreadableAnswer
from training.quiz.door import AttemptRefused

__all__ = [
    "AlreadySettled",
    "AttemptClosed",
    "AttemptRefused",
    "NotYourAttempt",
    "NothingChanged",
    "ObservationRefused",
    "QuestionChanged",
    "QuestionUnfinished",
    "ReachChanged",
    "RegradingRefused",
    "UnknownAnswer",
    "UnreadableAnswer",
    "add_lesson",
    "assign_as_seen",
    "assign_course",
    "assign_for_low_score",
    "assign_required_courses",
    "assign_to_newcomers",
    "begin_course",
    "begin_regrading",
    "bring_back_questions",
    "change_rules",
    "close_calendar",
    "complete_course",
    "copy_course",
    "duplicate_question",
    "end_requirement",
    "excuse_assignment",
    "finish_lesson",
    "follow_edition",
    "follow_leave",
    "grant_attempt",
    "import_questions",
    "move_lesson_by",
    "move_questions",
    "open_calendar",
    "order_lessons",
    "order_questions",
    "publish_course",
    "rebuild_standings",
    "record_observation",
    "refresh_course",
    "refresh_standing",
    "regrade_some",
    "remember_position",
    "remind_of_courses",
    "remove_lesson",
    "rename_lesson",
    "renew_by_changes",
    "require_as_seen",
    "require_course",
    "retire_questions",
    "rewrite_question",
    "save_answer",
    "set_prerequisites",
    "start_attempt",
    "step_question",
    "submit_attempt",
    "tag_questions",
    "tie_lessons",
    "tie_questions",
    "tie_questions_to",
    "weigh_questions",
    "withdraw_course",
    "withdraw_observation",
    "write_question",
]
