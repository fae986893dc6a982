from training.models.assignments import Assignment, AssignmentReason, Completion, Requirement
from training.models.attempts import Attempt, AttemptAnswer
from training.models.calendars import CalendarFeed
from training.models.courses import Course, CoursePrerequisite, Lesson, LessonProgress, LessonStandard, LessonText
from training.models.media import LessonMedia
from training.models.observations import Observation
from training.models.pages import CourseIndexPage, CoursePage, LessonPage
from training.models.questions import AnswerOption, AwaitedStandard, Question, QuestionStandard, QuestionVersion
from training.models.regradings import RegradedAttempt, Regrading
from training.models.standings import Reminder, Standing

__all__ = [
    "AnswerOption",
    "Assignment",
    "AssignmentReason",
    "Attempt",
    "AttemptAnswer",
    "AwaitedStandard",
    "CalendarFeed",
    "Completion",
    "Course",
    "CourseIndexPage",
    "CoursePage",
    "CoursePrerequisite",
    "Lesson",
    "LessonMedia",
    "LessonPage",
    "LessonProgress",
    "LessonStandard",
    "LessonText",
    "Observation",
    "Question",
    "QuestionStandard",
    "QuestionVersion",
    "RegradedAttempt",
    "Regrading",
    "Reminder",
    "Requirement",
    "Standing",
]
