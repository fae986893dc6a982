from training.views.assigning import (
    AssignmentList,
    RequirementList,
    TeamTraining,
    assign,
    assignment,
    end,
    excuse,
    grant,
    require_for,
)
from training.views.bank import bank_confirm, bank_export, bank_preview, import_bank
from training.views.boards import CourseBoard, CoursesBoard, ExpiringList, PeopleBoard
from training.views.calendars import calendar, calendar_close, calendar_open, calendar_settings
from training.views.courses import changes, course, course_page, finish, lesson, lesson_page, mine, position, start
from training.views.observing import observe, withdraw
from training.views.quiz import attempt, question, result, submit

__all__ = [
    "AssignmentList",
    "CourseBoard",
    "CoursesBoard",
    "ExpiringList",
    "PeopleBoard",
    "RequirementList",
    "TeamTraining",
    "assign",
    "assignment",
    "attempt",
    "bank_confirm",
    "bank_export",
    "bank_preview",
    "calendar",
    "calendar_close",
    "calendar_open",
    "calendar_settings",
    "changes",
    "course",
    "course_page",
    "end",
    "excuse",
    "finish",
    "grant",
    "import_bank",
    "lesson",
    "lesson_page",
    "mine",
    "observe",
    "position",
    "question",
    "require_for",
    "result",
    "start",
    "submit",
    "withdraw",
]
