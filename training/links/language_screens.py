"""Courses and lessons on the screen of both languages."""

from playbook.editor.kinds import TextKind
from training.lessons.plain_text import WORDS_IN
from training.links.language_pairs import body_text
from training.models import CoursePage, LessonPage

WRITE = "training.write_courses"


def lesson_begins(page):
    """The other language's blocks without their words: pictures, films and standards stand there already."""
    return {"body": [(block["type"], _without_words(block)) for block in page.body.get_prep_value()]}


def _without_words(block):
    if block["type"] == "text":
        return ""
    return {name: "" if name in WORDS_IN.get(block["type"], ()) else value for name, value in block["value"].items()}


def words_of_body(value):
    return body_text(value.get_prep_value())


SCREENS = {
    CoursePage: TextKind(texts=("title", "summary"), permission=WRITE),
    LessonPage: TextKind(
        texts=("title", "body"),
        shared=("minutes",),
        permission=WRITE,
        begin=lesson_begins,
        words={"body": words_of_body},
    ),
}
