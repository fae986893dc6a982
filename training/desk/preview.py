"""A course as its learners will meet it, from the newest drafts; nothing is recorded."""

import random
from dataclasses import dataclass

from training.desk.states import CourseDesk
from training.labels import instruction_of
from training.models.media import media_of
from training.models.standards import standards_in_force
from training.questions.versions import content_of
from training.quiz.display import previewed

COURSE, LESSON, QUESTION, END = "course", "lesson", "question", "end"


@dataclass(frozen=True)
class PreviewStep:
    """One screen. `number` of `count` of its kind; `page` is a draft."""

    kind: str
    number: int = 0
    count: int = 0
    page: object = None
    question: object = None

    def context(self):
        if self.kind == LESSON:
            codes, keys = self.page.standard_codes, self.page.media_keys
            return {"standards": standards_in_force(codes), "media_files": media_of(keys)}
        if self.kind == QUESTION:
            content = content_of(self.question, {})
            shown = previewed(content, random.SystemRandom())
            return {"question": shown, "instruction": instruction_of(self.question.kind)}
        return {}


def steps_of(course, language):
    """Every screen in order: the course, its lessons, its questions, the end. A lesson that is not written in the
    language is shown in the other one, as it would be."""
    desk = CourseDesk.of(course)
    first = desk.pages.get(language) or next(iter(desk.pages.values()), None)
    lessons = [lesson.pages.get(language) or next(iter(lesson.pages.values())) for lesson in desk.lessons]
    questions = list(course.questions.in_use().prefetch_related("options", "standards__standard"))
    return [
        PreviewStep(COURSE, page=first and first.get_latest_revision_as_object()),
        *(
            PreviewStep(LESSON, number, len(lessons), page=page.get_latest_revision_as_object())
            for number, page in enumerate(lessons, start=1)
        ),
        *(
            PreviewStep(QUESTION, number, len(questions), question=question)
            for number, question in enumerate(questions, start=1)
        ),
        PreviewStep(END),
    ]
