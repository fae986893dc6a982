"""Reading GIFT, Moodle's text format of questions: https://docs.moodle.org/en/GIFT_format. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from training.bank.intake import (
    MOST_OPTIONS,
    BankFileError,
    Loss,
    QuestionRefused,
    Reading,
    decoded,
    tidied,
    weight_of,
)
from training.kinds import KINDS
from training.kinds.drafts import Draft, DraftOption, Problem, Words
from training.kinds.numbers import WHOLE, NotANumber, share_of

# Escaped signs are set aside as private letters while the others are read.
_SIGNS = "\\~=#{}:>%"
_ASIDE = {f"\\{sign}": chr(0xE000 + place) for place, sign in enumerate(_SIGNS)}
_BACK = str.maketrans({chr(0xE000 + place): sign for place, sign in enumerate(_SIGNS)} | {"\ue0ff": "\n"})
_ESCAPE = re.compile(r"\\[\\~=#{}:>%n]")
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_NAME = re.compile(r"::(.*?)::(.*)", re.S)
_FORMAT = re.compile(r"\[(html|plain|markdown|moodle)\](.*)", re.S | re.I)
_PERCENT = re.compile(r"%([-+]?[\d.,]+)%(.*)", re.S)
_MARK = re.compile(r"\[(tag|weight|id):([^\[\]]*)\]")
_BLANK = "_____"


def read_gift(content: bytes, language: str = "fa") -> Reading:
    """A Reading of a file's bytes. Raises BankFileError where it is none at all."""
    reading, category = Reading(language), ""
    for line, block in _blocks(_PRIVATE.sub("", decoded(content)).replace("\r\n", "\n").replace("\r", "\n")):
        if block[0].startswith("$CATEGORY:"):
            category = tidied(block[0].partition(":")[2])
            line, block = line + 1, block[1:]
        if any(not each.startswith("//") for each in block):
            _read(reading, line, block, category)
        elif block:
            for mark in _MARK.findall(" ".join(block)):
                reading.lose(line, Loss.SETTING, mark[0])
    if not reading.drafts and not reading.refused:
        raise BankFileError(Loss.NO_QUESTIONS)
    return reading


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """(number of the first line, lines) of each question; comments between questions go with the next one."""
    block: list[str] = []
    first, has_text = 1, False
    for number, line in enumerate(text.split("\n"), start=1):
        bare = line.strip()
        if bare.startswith("$CATEGORY:"):
            if block:
                yield first, block
            yield number, [bare]
            block, has_text = [], False
        elif bare:
            first = first if block else number
            block.append(bare if bare.startswith("//") else line)
            has_text = has_text or not bare.startswith("//")
        elif has_text:
            yield first, block
            block, has_text = [], False
    if block:
        yield first, block


def _read(reading: Reading, line: int, block: list[str], category: str) -> None:
    comments = [each[2:].strip() for each in block if each.startswith("//")]
    line += next(place for place, each in enumerate(block) if not each.startswith("//"))
    text = "\n".join(each for each in block if not each.startswith("//"))
    reading.begin(line)
    try:
        _read_question(reading, line, _set_aside(text), comments, category)
    except QuestionRefused as refused:
        reading.refuse(line, *refused.args)


def _set_aside(text: str) -> str:
    return _ESCAPE.sub(lambda match: "\ue0ff" if match[0] == "\\n" else _ASIDE[match[0]], text)


def _plain(text: str) -> str:
    return tidied(text.translate(_BACK))


def _read_question(reading: Reading, line: int, text: str, comments: list[str], category: str) -> None:
    named = _NAME.match(text.strip())
    name, text = (named[1], named[2]) if named else ("", text)
    before, opened, rest = text.partition("{")
    answers, closed, after = rest.partition("}")
    if not opened:
        raise QuestionRefused(Loss.KIND, "description")
    if not closed or "{" in answers or "{" in after or "}" in after:
        raise QuestionRefused(Loss.SYNTAX, _plain(before))
    text_format, before = _formatted(before, "moodle")
    if after.strip():
        before = f"{before.rstrip()} {_BLANK} {after.strip()}"
    words, kept_format = reading.rich_words(_plain(before), line, text_format)
    answers, _, general = answers.partition("####")
    reader = _Reader(reading, line, text_format)
    kind, options = _read_answers(reader, answers)
    marks = [mark for comment in comments for mark in _MARK.findall(comment)]
    reading.add(
        Draft(
            kind=kind,
            text=words,
            options=tuple(options),
            name=_plain(name),
            category=category,
            text_format=kept_format,
            feedback=reader.words(general),
            weight=_weight(reading, line, marks),
            codes=tuple(value.strip() for mark, value in marks if mark == "tag"),
            note=_note(reading, line, comments, marks),
            line=line,
        )
    )


def _weight(reading: Reading, line: int, marks: list[tuple[str, str]]) -> int:
    return next((weight_of(value, reading, line) for mark, value in marks if mark == "weight"), 1)


def _note(reading: Reading, line: int, comments: list[str], marks: list[tuple[str, str]]) -> str:
    for mark, value in marks:
        if mark == "id":
            reading.lose(line, Loss.SETTING, f"id {value}")
    return tidied("\n".join(comment for comment in comments if _MARK.sub("", comment).strip() or not comment))


def _formatted(text: str, usual: str) -> tuple[str, str]:
    """(format, the rest): [html] where it stands before a text, else the usual one."""
    found = _FORMAT.match(text.strip())
    return (found[1].lower(), found[2]) if found else (usual, text)


@dataclass(frozen=True)
class _Reader:
    """Where an answer stands, and what the kinds of questions ask of the format; an answer without a format of its own
    has the question's."""

    reading: Reading
    line: int
    text_format: str

    def words(self, text: str) -> Words:
        text_format, text = _formatted(text, self.text_format)
        return self.reading.words(_plain(text), self.line, text_format)

    def plain(self, text: str) -> str:
        return _plain(text)

    def wrong(self, text: str) -> QuestionRefused:
        """To be raised: nobody can read this."""
        return QuestionRefused(Loss.SYNTAX, _plain(text))

    def lose_feedback_of_pair(self) -> None:
        self.reading.lose(self.line, Loss.PAIR_FEEDBACK)

    def parts(self, text: str) -> list[tuple[str, str]]:
        """(sign, answer) of every answer; what stands before the first sign has no place."""
        before, *pieces = re.split(r"([=~])", text, maxsplit=4 * MOST_OPTIONS)
        if len(pieces) > 4 * MOST_OPTIONS:
            raise QuestionRefused(Problem.TOO_LONG, _plain(text[:80]))
        if before.strip():
            raise self.wrong(before)
        parts: list[tuple[str, str]] = []
        signs = pieces[::2]
        for sign, answer in zip(signs, pieces[1::2], strict=True):
            if parts and sign == "=" and parts[-1] == ("~", ""):
                parts.pop()
            parts.append((sign, answer.strip()))
        return parts

    def share(self, sign: str, text: str) -> tuple[int, str]:
        """(share, the rest): %50% where it stands, else what the sign says."""
        match = _PERCENT.match(text)
        if not match:
            return (WHOLE if sign == "=" else 0), text
        try:
            return share_of(match[1]), match[2]
        except NotANumber as unreadable:
            raise QuestionRefused(Loss.NUMBER, match[1]) from unreadable

    def option(self, sign: str, text: str) -> DraftOption:
        share, text = self.share(sign, text)
        answer, _, feedback = text.partition("#")
        return DraftOption(
            text=self.words(answer),
            is_correct=share == WHOLE,
            share=share,
            feedback=self.words(feedback),
        )


def _read_answers(reader: _Reader, text: str) -> tuple[str, Sequence[DraftOption]]:
    bare = text.strip()
    if not bare:
        raise QuestionRefused(Loss.KIND, "essay")
    kind = next(each for each in sorted(KINDS.values(), key=lambda each: each.gift_turn) if each.reads_gift(bare))
    return kind.name, kind.gift_read(bare, reader)
