"""Between a question's rows and a `kinds.drafts.Draft`."""

from training.kinds.drafts import TRUE_WORDS, Draft, DraftOption, Words
from training.models import AnswerOption, Question

PAIRED = ("text", "match", "feedback")


def draft_of(question):
    """The question as a draft; its options and tags should have been prefetched."""
    return Draft(
        kind=question.kind,
        text=Words(question.text_fa, question.text_en),
        options=tuple(option_draft(option) for option in question.options.all()),
        name=question.name,
        category=question.category,
        text_format=question.text_format,
        feedback=Words(question.feedback_fa, question.feedback_en),
        weight=question.weight,
        codes=tuple(sorted({tag.standard.code for tag in question.standards.all()})),
        note=question.note,
    )


def option_draft(option):
    """From an AnswerOption, saved or not."""
    words = {name: Words(getattr(option, f"{name}_fa"), getattr(option, f"{name}_en")) for name in PAIRED}
    plain = {name: getattr(option, name) for name in ("is_correct", "share", "number", "tolerance")}
    return DraftOption(**words, **plain)


def question_of(draft, course, position):
    """(unsaved Question, its unsaved options)."""
    question = Question(
        course=course,
        kind=draft.kind,
        position=position,
        name=draft.name,
        category=draft.category,
        text_fa=draft.text.fa,
        text_en=draft.text.en,
        text_format=draft.text_format,
        feedback_fa=draft.feedback.fa,
        feedback_en=draft.feedback.en,
        weight=draft.weight,
        note=draft.note,
    )
    options = [_option(question, place, option) for place, option in enumerate(draft.options)]
    return question, options


def _option(question, place, draft):
    words = {
        f"{name}_{language}": getattr(getattr(draft, name), language) for name in PAIRED for language in ("fa", "en")
    }
    plain = {name: getattr(draft, name) for name in ("is_correct", "share", "number", "tolerance")}
    return AnswerOption(question=question, sort_order=place, **words, **plain)


def true_option(options):
    """Of a true-or-false question, the option that says true: the first one, by its word where it has one."""
    return next((each for each in options if each.text_en == TRUE_WORDS["en"]), next(iter(options), None))
