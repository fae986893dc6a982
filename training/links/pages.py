"""All that training says about the texts of its pages."""

from playbook.links.page_texts import PageTexts
from training.links.language_findings import findings_of_questions
from training.links.language_pairs import course_texts, lesson_texts
from training.links.language_screens import SCREENS
from training.models import CoursePage, LessonPage

TEXTS = PageTexts(
    "training",
    texts={CoursePage: course_texts, LessonPage: lesson_texts},
    screens=SCREENS,
    findings=(findings_of_questions,),
)
