"""A question apart from its row: what the author's form, the two file formats and the database have in common. Pure."""

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from training.kinds.numbers import WHOLE, NotANumber, interval

SINGLE, MULTIPLE, TRUE_FALSE = "single", "multiple", "true_false"
MATCHING, SHORT, NUMERIC = "matching", "short", "numeric"
KINDS = (SINGLE, MULTIPLE, TRUE_FALSE, MATCHING, SHORT, NUMERIC)
CHOSEN = frozenset({SINGLE, MULTIPLE, TRUE_FALSE})
WRITTEN = frozenset({SHORT, NUMERIC})
TRUE_WORDS = {"fa": "درست", "en": "True"}
FALSE_WORDS = {"fa": "نادرست", "en": "False"}
MOST_OPTIONS, LONGEST_NOTE, MOST_CODES = 60, 10_000, 30
LONGEST_NUMBER, LONGEST_TOLERANCE = 60, 30
ROUNDING_SLACK = WHOLE // 10_000  # 0.01 %: thirds do not add up to a whole


class Problem(StrEnum):
    NO_TEXT = "no_text"
    TOO_LONG = "too_long"
    FEW_OPTIONS = "few_options"
    EMPTY_OPTION = "empty_option"
    NONE_RIGHT = "none_right"
    SHARES = "shares"
    TRUE_FALSE = "true_false"
    FEW_PAIRS = "few_pairs"
    HALF_PAIR = "half_pair"
    NO_ANSWER = "no_answer"
    NUMBER = "number"
    DIGITS = "digits"
    SAME_TWICE = "same_twice"


@dataclass(frozen=True)
class Words:
    """A text in both languages; either may be missing."""

    fa: str = ""
    en: str = ""

    def __bool__(self):
        return bool(self.fa or self.en)


@dataclass(frozen=True)
class DraftOption:
    """`share` of WHOLE, None: by itself (see `shares`). `match`: the other half of a pair; a pair without `text` is
    an answer that fits nothing. `number`, `tolerance`: see `numbers.interval`."""

    text: Words = Words()
    is_correct: bool = False
    share: int | None = None
    feedback: Words = Words()
    match: Words = Words()
    number: str = ""
    tolerance: str = ""


@dataclass(frozen=True)
class Draft:
    """`text_format`: "plain" or "html". `codes` of standards. `line` of the file it came from."""

    kind: str
    text: Words
    options: tuple = ()
    name: str = ""
    category: str = ""
    text_format: str = "plain"
    feedback: Words = Words()
    weight: int = 1
    codes: tuple = ()
    note: str = ""
    line: int = field(default=0, compare=False)


def shares(kind, options):
    """What each option is worth, as Fractions of 1. Where nothing is set: a right one everything or, among several
    to tick, its part; a wrong one nothing or, among several to tick, as much less: ticking all earns nothing."""
    right = sum(option.is_correct for option in options)
    wrong = len(options) - right
    return [_share(kind, option, right, wrong) for option in options]


def _share(kind, option, right, wrong):
    if option.share is not None:
        return Fraction(option.share, WHOLE)
    if kind != MULTIPLE:
        return Fraction(int(option.is_correct))
    return Fraction(1, right) if option.is_correct else Fraction(-1, wrong)


def problems(draft):
    """What is wrong with it, in the order in which one would mend it."""
    found = [] if draft.text else [Problem.NO_TEXT]
    if _is_too_long(draft):
        found.append(Problem.TOO_LONG)
    return found + list(_CHECKS[draft.kind](draft.options))


def _is_too_long(draft):
    long = max(len(draft.text.fa), len(draft.text.en)) > 4000 or len(draft.name) > 250 or len(draft.category) > 250
    texts = [text for option in draft.options for text in (option.text, option.match, option.feedback)]
    long = long or len(draft.options) > MOST_OPTIONS or len(draft.note) > LONGEST_NOTE or len(draft.codes) > MOST_CODES
    return long or any(max(len(text.fa), len(text.en)) > 1000 for text in texts)


def _chosen(options):
    if len(options) < 2:
        yield Problem.FEW_OPTIONS
    if not all(option.text for option in options):
        yield Problem.EMPTY_OPTION
    if _has_twins([option.text for option in options]):
        yield Problem.SAME_TWICE


def _has_twins(texts):
    """Do two read the same to somebody, in Persian or in English?"""
    for mine, other in (("fa", "en"), ("en", "fa")):
        read = [" ".join((getattr(text, mine) or getattr(text, other)).split()) for text in texts if text]
        if len(set(read)) < len(read):
            return True
    return False


def _single(options):
    yield from _chosen(options)
    if max(shares(SINGLE, options), default=0) != 1:
        yield Problem.NONE_RIGHT


def _multiple(options):
    yield from _chosen(options)
    gained = sum(share for share in shares(MULTIPLE, options) if share > 0)
    if not gained:
        yield Problem.NONE_RIGHT
    elif abs(gained - 1) * WHOLE > ROUNDING_SLACK:
        yield Problem.SHARES


def _true_false(options):
    if len(options) != 2 or sum(option.is_correct for option in options) != 1:
        yield Problem.TRUE_FALSE


def _matching(options):
    pairs = [option for option in options if option.text]
    if len(pairs) < 2:
        yield Problem.FEW_PAIRS
    if not all(option.match for option in options):
        yield Problem.HALF_PAIR
    if _has_twins([option.text for option in pairs]):
        yield Problem.SAME_TWICE


def _written(options):
    if max(shares(SHORT, options), default=0) != 1:
        yield Problem.NO_ANSWER


def _short(options):
    yield from _written(options)
    if not all(option.text for option in options):
        yield Problem.EMPTY_OPTION
    yield from _said_twice((option.text, share) for option, share in zip(options, shares(SHORT, options), strict=True))


def _said_twice(answers):
    """The same answer twice, with another worth: only the first would ever count."""
    worth = {}
    if any(worth.setdefault(answer, share) != share for answer, share in answers):
        yield Problem.SAME_TWICE


def _numeric(options):
    yield from _written(options)
    try:
        bounds = [interval(option.number, option.tolerance) for option in options]
    except NotANumber:
        yield Problem.NUMBER
        return
    if any(len(each.number) > LONGEST_NUMBER or len(each.tolerance) > LONGEST_TOLERANCE for each in options):
        yield Problem.DIGITS
    yield from _said_twice(zip(bounds, shares(NUMERIC, options), strict=True))


_CHECKS = {
    SINGLE: _single,
    MULTIPLE: _multiple,
    TRUE_FALSE: _true_false,
    MATCHING: _matching,
    SHORT: _short,
    NUMERIC: _numeric,
}
