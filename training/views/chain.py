"""Lists of the chain that training has: lessons that teach standards, and questions that ask about them."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from playbook.chain.knots import LESSON, QUESTION
from playbook.chain.lists import ChainList
from training.links.knots import question_url
from training.tables import ChainLessonTable, ChainQuestionTable


class LessonsOfChain(ChainList):
    kind = LESSON
    table_class = ChainLessonTable
    all_title = _("Lessons")
    empty = {
        "title": _("No lesson teaches it yet"),
        "text": _("A lesson teaches a standard as soon as the standard's card stands in it and it is published."),
        "icon": "book",
        "url": reverse_lazy("wagtailadmin_explore_root"),
        "button": _("To the courses"),
        "permission": "training.write_courses",
    }

    def dressed(self, rows):
        return rows.select_related("course")


class QuestionsOfChain(ChainList):
    """For authors: each leads to its page with the key."""

    kind = QUESTION
    table_class = ChainQuestionTable
    all_title = _("Questions")
    empty = {
        "title": _("No question asks about it yet"),
        "text": _("Choose the standard in a question's form, under “Standards”."),
        "icon": "help",
        "url": reverse_lazy("training:questions"),
        "button": _("Write a question"),
        "permission": "training.write_courses",
    }

    def dressed(self, rows):
        return rows.select_related("course")

    def page_of(self, row):
        return question_url(row)
