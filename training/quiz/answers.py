"""What somebody sent for one question, as it is kept: tokens of the layout go in, option keys come out. Pure."""

from kit.text.folding import tidy
from training.kinds.drafts import MATCHING, MULTIPLE, NUMERIC, SHORT
from training.kinds.numbers import NotANumber, exact
from training.quiz.layout import LEFT, RIGHT, key_of

LONGEST = 200


class UnknownAnswer(Exception):
    """A token that is none of this question's in this attempt, or an answer of another kind."""


class UnreadableAnswer(Exception):
    """A number was asked for, and this is none."""


def given_from(kind, layout, answer):
    """The list to keep (see `grading.points_for`), or None: nothing was answered.

    `answer`: a token; tokens, where several may be ticked; {left token: right token}, for pairs; else a text.
    """
    if kind == MATCHING:
        return _pairs(layout, answer) or None
    if kind == MULTIPLE:
        return sorted({_key(layout, token) for token in _listed(answer)}) or None
    if kind in (SHORT, NUMERIC):
        return _written(kind, answer)
    return [_key(layout, answer)]


def _key(layout, token):
    key = key_of(layout, token)
    if key is None:
        raise UnknownAnswer
    return key


def _listed(answer):
    return [answer] if isinstance(answer, str) else list(answer)


def _pairs(layout, answer):
    if not isinstance(answer, dict):
        raise UnknownAnswer
    pairs = {_key(layout[LEFT], left): right and _key(layout[RIGHT], right) for left, right in answer.items()}
    return [[left, pairs[left]] for _token, left in layout[LEFT] if pairs.get(left)]


def _written(kind, answer):
    if not isinstance(answer, str) or len(answer) > LONGEST:
        raise UnknownAnswer
    text = tidy(answer)
    if text and kind == NUMERIC:
        try:
            exact(text)
        except NotANumber as unreadable:
            raise UnreadableAnswer from unreadable
    return [text] if text else None
