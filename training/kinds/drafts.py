"""A question apart from its row: what the author's form, the two file formats and the database have in common. Pure."""

from dataclasses import dataclass, field
from enum import StrEnum

from training.kinds.numbers import WHOLE

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

    def __bool__(self) -> bool:
        return bool(self.fa or self.en)


@dataclass(frozen=True)
class DraftOption:
    """`share` of WHOLE, None: by itself (see `Kind.shares`). `match`: the other half of a pair; a pair without `text`
    is an answer that fits nothing. `number`, `tolerance`: see `numbers.interval`."""

    text: Words = Words()
    is_correct: bool = False
    share: int | None = None
    feedback: Words = Words()
    match: Words = Words()
    number: str = ""
    tolerance: str = ""


Options = tuple[DraftOption, ...]


@dataclass(frozen=True)
class Draft:
    """`text_format`: "plain" or "html". `codes` of standards. `line` of the file it came from."""

    kind: str
    text: Words
    options: Options = ()
    name: str = ""
    category: str = ""
    text_format: str = "plain"
    feedback: Words = Words()
    weight: int = 1
    codes: tuple[str, ...] = ()
    note: str = ""
    line: int = field(default=0, compare=False)
