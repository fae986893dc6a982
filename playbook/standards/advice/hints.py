"""What a careful colleague would say about the texts of one standard in one language."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kit.text.folding import western_digits
from playbook.standards import fields
from playbook.standards.advice import english, persian
from playbook.standards.advice.readability import Readability, reading_of, words_in

MOST_WORDS = 26
MOST_ACTS = 2  # two that belong together are one behaviour to most; more are several standards
LONGEST = 20_000  # letters of a text that are looked at
_TAG = re.compile(r"<[^<>]*>")
_SHOUTED = re.compile(r"\b[A-Z]{4,}\b")
_NUMBER = re.compile(r"\d+")
_LANGUAGES = {"fa": persian, "en": english}


class Kind(StrEnum):
    UNSEEN = "unseen"
    VAGUE = "vague"
    NO_VERB = "no_verb"
    SEVERAL = "several"
    NEGATIVE = "negative"
    LONG = "long"
    HARD = "hard"
    NUMBERS = "numbers"
    LOUD = "loud"
    NO_GOOD = "no_good"
    NO_BAD = "no_bad"


@dataclass(frozen=True)
class Hint:
    """`field`: the text that it is about. `words`: what in it. `count`: how many words or deeds."""

    kind: Kind
    field: str
    words: str = ""
    count: int = 0


@dataclass(frozen=True)
class Advice:
    """`length`: words of the behaviour; `reading`: of all texts together."""

    hints: list[Hint]
    length: int
    reading: Readability


def read() -> tuple[str, ...]:
    """The names of the texts that are looked at."""
    return fields.names(fields.STANDARD, "is_advised")


def advice_on(texts: Mapping[str, object], language: str, other: object = "") -> Advice:
    """Hints and measures. `texts`: {field: text or HTML}; `other`: the behaviour in the other language, if any."""
    plain = {name: plain_text(texts.get(name)) for name in read()}
    whole = "\n".join(text for text in plain.values() if text)
    return Advice(hints_for(plain, language, plain_text(other)), words_in(plain["behaviour"]), reading_of(whole))


def hints_for(texts: Mapping[str, str], language: str, other: str = "") -> list[Hint]:
    """Hints, those about the behaviour first. Nothing is said about a standard that is not begun."""
    behaviour = texts.get("behaviour", "").strip()
    if not behaviour:
        return []
    return [*_of_behaviour(behaviour, language, other), *_of_texts(texts, language), *_of_examples(texts)]


def plain_text(text: object) -> str:
    return _TAG.sub(" ", str(text or "")[:LONGEST]).replace("&nbsp;", " ").strip()


def _of_behaviour(text: str, language: str, other: str) -> Iterator[Hint]:
    words = _LANGUAGES[language]
    if found := words.UNSEEN.found_in(text) or _unseen_first(text, language):
        yield Hint(Kind.UNSEEN, "behaviour", found)
    if found := words.VAGUE.found_in(text):
        yield Hint(Kind.VAGUE, "behaviour", found)
    if words.begins_without_verb(text) if language == "en" else words.ends_without_verb(text):
        yield Hint(Kind.NO_VERB, "behaviour")
    if (count := words.acts(text)) > MOST_ACTS:
        yield Hint(Kind.SEVERAL, "behaviour", count=count)
    if words.is_only_negative(text):
        yield Hint(Kind.NEGATIVE, "behaviour")
    if (count := words_in(text)) > MOST_WORDS:
        yield Hint(Kind.LONG, "behaviour", count=count)
    if found := other_numbers(text, other):
        yield Hint(Kind.NUMBERS, "behaviour", found)


def _unseen_first(text: str, language: str) -> str:
    first = english.first_words(text)[:1] if language == "en" else []
    return first[0] if first and first[0] in english.UNSEEN_FIRST else ""


def _of_texts(texts: Mapping[str, str], language: str) -> Iterator[Hint]:
    loud = next((name for name in read()[:2] if is_loud(texts.get(name, ""))), "")
    if loud:
        yield Hint(Kind.LOUD, loud)
    for name in read()[1:]:
        if reading_of(texts.get(name, "")).is_hard(language):
            yield Hint(Kind.HARD, name)
            return


def _of_examples(texts: Mapping[str, str]) -> Iterator[Hint]:
    if not texts.get("good", "").strip():
        yield Hint(Kind.NO_GOOD, "good")
    if not texts.get("bad", "").strip():
        yield Hint(Kind.NO_BAD, "bad")


def is_loud(text: str) -> bool:
    """Exclamation marks, or a sentence in capitals; a code or a short name in capitals is none."""
    shouted = _SHOUTED.findall(text)
    return "!" in text or len(shouted) > 2


def other_numbers(text: str, other: str) -> str:
    """The numbers that one language has and the other has not, where both write some in digits."""
    mine, theirs = (set(_NUMBER.findall(western_digits(one))) for one in (text, other))
    return ", ".join(sorted(mine ^ theirs, key=int)[:4]) if mine and theirs and mine != theirs else ""
