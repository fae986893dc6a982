from training.models.assignments import Assignment, AssignmentReason, Completion, Requirement
from training.models.attempts import Attempt, AttemptAnswer
from training.models.courses import Course, Lesson, LessonProgress, LessonStandard
from training.models.observations import Observation
from training.models.pages import CourseIndexPage, CoursePage, LessonPage
from training.models.questions import AnswerOption, Question, QuestionStandard, QuestionVersion

__all__ = [
    "AnswerOption",
    "Assignment",
    "AssignmentReason",
    "Attempt",
    "AttemptAnswer",
    "Completion",
    "Course",
    "CourseIndexPage",
    "CoursePage",
    "Lesson",
    "LessonPage",
    "LessonProgress",
    "LessonStandard",
    "Observation",
    "Question",
    "QuestionStandard",
    "QuestionVersion",
    "Requirement",
]
