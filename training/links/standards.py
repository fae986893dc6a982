"""All that training says about standards."""

from playbook.links.standard_links import StandardLinks
from training.links import citations, coverage
from training.links.departures import end_of_course, end_of_lesson
from training.links.impact import stale_courses, stale_questions
from training.links.knots import LessonKnot, QuestionKnot
from training.links.panels import lessons_panel, seen_panel
from training.models import CoursePage, LessonPage

LINKS = StandardLinks(
    "training",
    coverage=coverage.SOURCES,
    citations=citations.SOURCES,
    impacts=(stale_courses, stale_questions),
    panels=(lessons_panel, seen_panel),
    knots=(LessonKnot(), QuestionKnot()),
    consequences={CoursePage: end_of_course, LessonPage: end_of_lesson},
)
