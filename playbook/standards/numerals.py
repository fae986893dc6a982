"""Numbers in two texts that should say the same: "third ring" beside "fourth ring". A hint, not a judgement."""

import re
from collections.abc import Iterable, Iterator

from kit.text.folding import western_digits

TOKEN = re.compile("\\d+(?:[.,:٫]\\d+)*|[^\\W\\d_]+(?:[\u200c'’-][^\\W\\d_]+)*")
TENS_FA = ("بیست", "سی", "چهل", "پنجاه", "شصت", "هفتاد", "هشتاد", "نود")
# «نه» is left out: it says "no" more often than nine.
UNITS_FA = (
    "صفر", "یک", "دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "", "ده", "یازده", "دوازده", "سیزده", "چهارده",
    "پانزده", "شانزده", "هفده", "هجده", "نوزده",
)  # fmt: skip
ORDINALS_FA = {"نهم": 9, "سوم": 3, "دوم": 2, "ششم": 6, "سی‌ام": 30, "سی‌اُم": 30}
UNITS_EN = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS_EN = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
ORDINALS_EN = {
    "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12, "twentieth": 20, "thirtieth": 30,
    "thrice": 3,
}  # fmt: skip
HUNDREDS = {"صد": 100, "hundred": 100, "هزار": 1000, "thousand": 1000}
# An article, a pronoun, a unit of time: one and two are said in too many ways to be held against anybody.
FEW = {"1", "2"}


def _words() -> dict[str, int]:
    found = {word: number for number, word in enumerate(UNITS_FA) if word} | {"هیجده": 18}
    found |= {word: 10 * number for number, word in enumerate(TENS_FA, 2)}
    # «پنجم» is the fifth; what ends in a vowel has a form of its own.
    found |= {f"{word}م": number for word, number in found.items() if word not in ("صفر", "دو", "سه", "سی")}
    found |= {word: number for number, word in enumerate(UNITS_EN)}
    found |= {word: 10 * number for number, word in enumerate(TENS_EN, 2)}
    found |= {f"{word}th": number for word, number in found.items() if word.isascii()}
    return found | ORDINALS_FA | ORDINALS_EN | HUNDREDS


WORDS = _words()


def numbers_in(text: str | None) -> set[str]:
    """{number as text}: of digits in either script and of number words, «بیست و پنج» being 25."""
    tokens = TOKEN.findall(western_digits(text or "").casefold())
    found: set[str] = set()
    value: int | None = None
    for token in [*_read(tokens), None]:
        if isinstance(token, int):
            value = _joined(value, token, found)
            continue
        if token in ("و", "and") and value is not None:
            continue
        if value is not None:
            found.add(str(value))
            value = None
        if isinstance(token, str) and token[0].isdigit():
            found.add(token)
    return found


def different_numbers(persian: str, english: str) -> tuple[list[str], list[str]]:
    """(in Persian alone, in English alone), both sorted; nothing where the texts may well mean the same."""
    there = [numbers_in(persian) - FEW, numbers_in(english) - FEW]
    alone = [there[0] - there[1], there[1] - there[0]]
    if not all(alone) and not any(number for number in set().union(*alone) if number in _typed(persian + english)):
        return [], []
    return sorted(alone[0], key=_size), sorted(alone[1], key=_size)


def _read(tokens: Iterable[str]) -> Iterator[int | str]:
    """Number words as ints, what is written in digits as a clean string, other words as they are."""
    for token in tokens:
        if token[0].isdigit():
            yield _typed_number(token)
        else:
            yield _word(token)


def _word(token: str) -> int | str:
    """«سه‌بار» counts, «سه‌شنبه» is a Tuesday."""
    if token in WORDS:
        return WORDS[token]
    parts = re.split("[\u200c-]", token)
    if len(parts) == 2 and parts[0] in WORDS and not parts[1].startswith("شنبه"):
        both = [WORDS[part] for part in parts if part in WORDS]
        return sum(both)
    return token


def _joined(value: int | None, number: int, found: set[str]) -> int:
    if value is None:
        return number
    if number in (100, 1000) and value < number:
        return value * number
    if value >= 20 and number < value and (value % 100 == 0 or number < 10):
        return value + number
    found.add(str(value))
    return number


def _typed_number(token: str) -> str:
    return token.replace("٫", ".").replace(",", "").strip(".")


def _typed(text: str) -> set[str]:
    return {_typed_number(token) for token in TOKEN.findall(western_digits(text)) if token[0].isdigit()}


def _size(number: str) -> tuple[int, str]:
    return len(number), number
