"""Reading GIFT, Moodle's text format of questions: https://docs.moodle.org/en/GIFT_format. Pure."""

import re
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
from training.kinds.drafts import (
    MATCHING,
    MULTIPLE,
    NUMERIC,
    SHORT,
    SINGLE,
    TRUE_FALSE,
    Draft,
    DraftOption,
    Problem,
    Words,
)
from training.kinds.numbers import ANYTHING, WHOLE, NotANumber, share_of

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
_TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_BLANK = "_____"


def read_gift(content, language="fa"):
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


def _blocks(text):
    """(number of the first line, lines) of each question; comments between questions go with the next one."""
    first, block, has_text = 1, [], False
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


def _read(reading, line, block, category):
    comments = [each[2:].strip() for each in block if each.startswith("//")]
    line += next(place for place, each in enumerate(block) if not each.startswith("//"))
    text = "\n".join(each for each in block if not each.startswith("//"))
    reading.begin(line)
    try:
        _read_question(reading, line, _set_aside(text), comments, category)
    except QuestionRefused as refused:
        reading.refuse(line, *refused.args)


def _set_aside(text):
    return _ESCAPE.sub(lambda match: "\ue0ff" if match[0] == "\\n" else _ASIDE[match[0]], text)


def _plain(text):
    return tidied(text.translate(_BACK))


def _read_question(reading, line, text, comments, category):
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
    usual = _Usual(reading, line, text_format)
    kind, options = _read_answers(usual, answers)
    marks = [mark for comment in comments for mark in _MARK.findall(comment)]
    reading.add(
        Draft(
            kind=kind,
            text=words,
            options=tuple(options),
            name=_plain(name),
            category=category,
            text_format=kept_format,
            feedback=usual.words(general),
            weight=_weight(reading, line, marks),
            codes=tuple(value.strip() for mark, value in marks if mark == "tag"),
            note=_note(reading, line, comments, marks),
            line=line,
        )
    )


def _weight(reading, line, marks):
    return next((weight_of(value, reading, line) for mark, value in marks if mark == "weight"), 1)


def _note(reading, line, comments, marks):
    for mark, value in marks:
        if mark == "id":
            reading.lose(line, Loss.SETTING, f"id {value}")
    return tidied("\n".join(comment for comment in comments if _MARK.sub("", comment).strip() or not comment))


def _formatted(text, usual):
    """(format, the rest): [html] where it stands before a text, else the usual one."""
    found = _FORMAT.match(text.strip())
    return (found[1].lower(), found[2]) if found else (usual, text)


@dataclass(frozen=True)
class _Usual:
    """Where an answer stands; one without a format of its own has the question's."""

    reading: Reading
    line: int
    text_format: str

    def words(self, text):
        text_format, text = _formatted(text, self.text_format)
        return self.reading.words(_plain(text), self.line, text_format)


def _read_answers(usual, text):
    bare = text.strip()
    if not bare:
        raise QuestionRefused(Loss.KIND, "essay")
    if bare.startswith("#"):
        return NUMERIC, _numbers(usual, bare[1:])
    truth = bare.split("#")[0].strip().upper()
    if truth in _TRUTH:
        return TRUE_FALSE, _truth(usual, _TRUTH[truth], bare.split("#")[1:])
    if "~" in bare:
        kind = SINGLE if "=" in bare else MULTIPLE
        return kind, [_option(usual, *each) for each in _parts(bare)]
    if "=" in bare and "->" in bare:
        return MATCHING, _pairs(usual, bare)
    if "->" in bare or ("=" in bare and not bare.startswith("=")):
        raise QuestionRefused(Loss.SYNTAX, _plain(bare))
    parts = _parts(bare) if bare.startswith("=") else [("=", bare)]
    return SHORT, [_option(usual, *each) for each in parts]


def _parts(text):
    """(sign, answer) of every answer; what stands before the first sign has no place."""
    before, *pieces = re.split(r"([=~])", text, maxsplit=4 * MOST_OPTIONS)
    if len(pieces) > 4 * MOST_OPTIONS:
        raise QuestionRefused(Problem.TOO_LONG, _plain(text[:80]))
    if before.strip():
        raise QuestionRefused(Loss.SYNTAX, _plain(before))
    parts, signs = [], pieces[::2]
    for sign, answer in zip(signs, pieces[1::2], strict=True):
        if parts and sign == "=" and parts[-1] == ("~", ""):
            parts.pop()
        parts.append((sign, answer.strip()))
    return parts


def _share(sign, text):
    """(share or None, the rest): %50% where it stands."""
    match = _PERCENT.match(text)
    if not match:
        return (WHOLE if sign == "=" else 0), text
    try:
        return share_of(match[1]), match[2]
    except NotANumber as wrong:
        raise QuestionRefused(Loss.NUMBER, match[1]) from wrong


def _option(usual, sign, text):
    share, text = _share(sign, text)
    answer, _, feedback = text.partition("#")
    return DraftOption(
        text=usual.words(answer),
        is_correct=share == WHOLE,
        share=share,
        feedback=usual.words(feedback),
    )


def _truth(usual, is_true, said):
    wrong, right = [usual.words(text) for text in [*said, "", ""][:2]]
    to_true, to_false = (right, wrong) if is_true else (wrong, right)
    return [
        DraftOption(Words(en="True"), is_correct=is_true, feedback=to_true),
        DraftOption(Words(en="False"), is_correct=not is_true, feedback=to_false),
    ]


def _pairs(usual, text):
    options = []
    for _sign, pair in _parts(text):
        left, arrow, right = pair.partition("->")
        if not arrow:
            raise QuestionRefused(Loss.SYNTAX, _plain(pair))
        right, said, _feedback = right.partition("#")
        if said:
            usual.reading.lose(usual.line, Loss.PAIR_FEEDBACK)
        options.append(DraftOption(text=usual.words(left), match=usual.words(right)))
    return options


def _numbers(usual, text):
    bare = text.strip()
    parts = _parts(bare if bare[:1] in ("=", "~") else f"={bare}")
    return [_number(usual, sign, part) for sign, part in parts]


def _number(usual, sign, text):
    share, text = _share(sign, text)
    answer, _, feedback = text.partition("#")
    number, _, tolerance = _plain(answer).partition(":")
    return DraftOption(
        number=number.strip() or ANYTHING,
        tolerance=tolerance.strip(),
        is_correct=share == WHOLE,
        share=share,
        feedback=usual.words(feedback),
    )
