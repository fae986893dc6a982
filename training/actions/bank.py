"""Writing the question bank by other ways than the author's form."""

from django.db import transaction
from django.db.models import Max

from kit.audit.chain import record
from training.drafting import draft_of, question_of
from training.models import AnswerOption, Course, QuestionStandard


@transaction.atomic
def duplicate_question(*, question, by, at):
    """A copy at the end of the quiz, retired until its author says otherwise. Returns it."""
    course = Course.objects.select_for_update().get(pk=question.course_id)
    standards = [tag.standard for tag in question.standards.select_related("standard")]
    copy = add_question(draft=draft_of(question), course=course, standards=standards)
    copy.is_retired = True
    copy.save(update_fields=["is_retired"])
    record(verb="question.duplicated", on=copy, by=by, at=at, source=question.key, course=course.key)
    return copy


def add_question(*, draft, course, standards):
    """Write a draft as the last question of a course, tagged with frozen standards. The course is locked already."""
    last = course.questions.aggregate(last=Max("position"))["last"] or 0
    question, options = question_of(draft, course, last + 1)
    question.save()
    AnswerOption.objects.bulk_create(options)
    QuestionStandard.objects.bulk_create(
        QuestionStandard(question=question, standard=standard) for standard in standards
    )
    return question
