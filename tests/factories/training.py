"""Courses, questions and assignments. A course with readable lessons: `training.actions.courses.create_course`."""

import uuid
from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from tests.factories.people import StaffFactory
from training.actions import refresh_standing
from training.lessons.plain_text import folded_words
from training.models import (
    AnswerOption,
    Assignment,
    AssignmentReason,
    Completion,
    Course,
    Lesson,
    LessonText,
    Observation,
    Question,
    QuestionStandard,
    Requirement,
)

MORNING = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)


class CourseFactory(DjangoModelFactory):
    """A published course without pages: enough for everything but reading lessons."""

    class Meta:
        model = Course

    translation_key = factory.LazyFunction(uuid.uuid4)
    title_fa = factory.Sequence(lambda n: f"دورهٔ {n}")
    title_en = factory.Sequence(lambda n: f"Course {n}")
    is_live = True


class LessonFactory(DjangoModelFactory):
    class Meta:
        model = Lesson
        skip_postgeneration_save = True

    course = factory.SubFactory(CourseFactory)
    translation_key = factory.LazyFunction(uuid.uuid4)
    position = factory.Sequence(lambda n: n)
    title_fa = factory.Sequence(lambda n: f"درس {n}")
    title_en = factory.Sequence(lambda n: f"Lesson {n}")
    minutes = 3
    text = factory.RelatedFactory("tests.factories.training.LessonTextFactory", "lesson")


def _titles(lesson):
    return lesson.title_fa, lesson.title_en, lesson.course.title_fa, lesson.course.title_en


class LessonTextFactory(DjangoModelFactory):
    """`text_fa`, `text_en`: what its body says."""

    class Meta:
        model = LessonText

    lesson = factory.SubFactory(LessonFactory, text=None)
    folded = factory.LazyAttribute(lambda row: folded_words(*_titles(row.lesson), row.text_fa, row.text_en))
    text_fa = ""
    text_en = ""


class QuestionFactory(DjangoModelFactory):
    """A question of four options of which the second is right. `standards=[frozen]` tags it."""

    class Meta:
        model = Question
        skip_postgeneration_save = True

    course = factory.SubFactory(CourseFactory)
    position = factory.Sequence(lambda n: n)
    text_fa = factory.Sequence(lambda n: f"پرسش شمارهٔ {n}؟")
    text_en = factory.Sequence(lambda n: f"Question number {n}?")

    @factory.post_generation
    def options(self, create, count, right=1, **kwargs):
        for place in range(4 if count is None else count):
            AnswerOption.objects.create(
                question=self,
                sort_order=place,
                text_fa=f"گزینهٔ {place}",
                text_en=f"Option {place}",
                is_correct=place == right,
            )

    @factory.post_generation
    def standards(self, create, standards, **kwargs):
        for standard in standards or ():
            QuestionStandard.objects.create(question=self, standard=standard)


class RequirementFactory(DjangoModelFactory):
    """Required of everyone unless `job_role`, `team` or `staff` is given."""

    class Meta:
        model = Requirement

    course = factory.SubFactory(CourseFactory)
    made_at = MORNING


class AssignmentFactory(DjangoModelFactory):
    class Meta:
        model = Assignment
        skip_postgeneration_save = True

    staff = factory.SubFactory(StaffFactory)
    course = factory.SubFactory(CourseFactory)
    due_on = date(2026, 3, 15)
    assigned_at = MORNING

    @factory.post_generation
    def reasons(self, create, triggers, **kwargs):
        for trigger in triggers or ["by_hand"]:
            AssignmentReason.objects.create(
                assignment=self, trigger=trigger, due_on=self.due_on, added_at=self.assigned_at
            )

    @factory.post_generation
    def standing(self, create, value, **kwargs):
        refresh_standing(staff=self.staff, course=self.course)


class CompletionFactory(DjangoModelFactory):
    class Meta:
        model = Completion
        skip_postgeneration_save = True

    staff = factory.SubFactory(StaffFactory)
    course = factory.SubFactory(CourseFactory)
    completed_on = date(2026, 3, 10)

    @factory.post_generation
    def standing(self, create, value, **kwargs):
        refresh_standing(staff=self.staff, course=self.course)


class ObservationFactory(DjangoModelFactory):
    """`observer` saw `staff` act by `standard`, a FrozenStandard."""

    class Meta:
        model = Observation

    staff = factory.SubFactory(StaffFactory)
    observer = factory.SubFactory(StaffFactory)
    code = factory.LazyAttribute(lambda row: row.standard.code)
    seen_on = date(2026, 3, 10)
    noted_at = MORNING
