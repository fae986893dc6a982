"""Questions as the files of starter folders and of the demo write them, made into drafts of the question bank. Pure."""

from dataclasses import replace

from kit.text.bilingual import LANGUAGES
from training.kinds.drafts import (
    FALSE_WORDS,
    MATCHING,
    MULTIPLE,
    NUMERIC,
    SINGLE,
    TRUE_FALSE,
    TRUE_WORDS,
    Draft,
    DraftOption,
    Words,
)


def question_draft(data, languages=LANGUAGES):
    """`data`: text_fa, text_en, kind (without one: single), standard, and by kind

    single, multiple: options_fa, options_en, right (a number from 1, or a list of them);
    true_false: right (true or false); matching: pairs_fa, pairs_en ([one, its other half]); numeric: number, tolerance.
    """
    kind = data.get("kind", SINGLE)
    feedback = _in(languages, data.get("feedback_fa", ""), data.get("feedback_en", ""))
    text = _in(languages, data["text_fa"], data["text_en"])
    return Draft(kind, text, tuple(_OPTIONS[kind](data, languages)), feedback=feedback, codes=(data["standard"],))


def with_code(draft, code):
    return replace(draft, codes=(code,))


def _in(languages, fa, en):
    return Words(fa if "fa" in languages else "", en if "en" in languages else "")


def _chosen(data, languages):
    right = data["right"] if isinstance(data["right"], list) else [data["right"]]
    for number, pair in enumerate(zip(data["options_fa"], data["options_en"], strict=True), start=1):
        yield DraftOption(_in(languages, *pair), number in right)


def _true_false(data, languages):
    for words, truth in ((TRUE_WORDS, True), (FALSE_WORDS, False)):
        yield DraftOption(_in(languages, words["fa"], words["en"]), data["right"] is truth)


def _matching(data, languages):
    for (left_fa, right_fa), (left_en, right_en) in zip(data["pairs_fa"], data["pairs_en"], strict=True):
        yield DraftOption(_in(languages, left_fa, left_en), True, match=_in(languages, right_fa, right_en))


def _numeric(data, languages):
    yield DraftOption(is_correct=True, number=data["number"], tolerance=data.get("tolerance", ""))


_OPTIONS = {
    SINGLE: _chosen,
    MULTIPLE: _chosen,
    TRUE_FALSE: _true_false,
    MATCHING: _matching,
    NUMERIC: _numeric,
}
