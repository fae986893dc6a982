"""A question as a learner will see it, in both languages, while it is being written."""

import random

from django.utils.translation import override

from kit.text.directions import DIRECTIONS
from people.company.languages import written_languages
from training.kinds import kind_of
from training.labels import instruction_of
from training.questions.drafts import question_of
from training.questions.versions import content_of
from training.quiz.display import in_language, previewed


def previews_of(draft, course):
    """[{language, direction, question, instruction}] of a draft, whole or half; nothing is written."""
    question, options = question_of(draft, course, 0)
    question.options = options
    question.standards = []
    return [_in(language, content_of(question, {})) for language in written_languages()]


def _in(language, content):
    with override(language):
        return {
            "language": language,
            "direction": DIRECTIONS[language],
            "question": previewed(content, random.Random(1)),  # noqa: S311 - an order, no secret
            "instruction": instruction_of(content["kind"]),
        }


def key_of(draft):
    """[(option, what it earns in basis points)]."""
    worth = kind_of(draft.kind).shares(draft.options)
    return list(zip(draft.options, (int(share * 10000) for share in worth), strict=True))


def feedback_of(draft):
    return in_language(vars(draft.feedback))
