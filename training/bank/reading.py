"""What reading a file of questions comes to: questions, and everything that could not be taken over, by line. Pure."""

import html
import re
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kit.letters import seen
from training.bank.drafts import (
    FALSE_WORDS,
    MATCHING,
    MOST_OPTIONS,
    MULTIPLE,
    NUMERIC,
    TRUE_FALSE,
    TRUE_WORDS,
    Draft,
    DraftOption,
    Problem,
    Words,
    problems,
    shares,
)
from training.bank.languages import parted
from training.bank.numbers import ANYTHING, WHOLE, NotANumber, decimal_text, exact, interval

LARGEST = 2 * 1024 * 1024
# Of a file: questions with those that are refused, and parts that have no place here.
MOST_QUESTIONS, MOST_LOSSES = 2000, 20_000
# Letters of one text of a question, before its mark-up is taken off.
LONGEST_TEXT = 20_000
# No tag holds another one's beginning, so every letter is looked at once.
_TAGS = re.compile(r"<[^<>]*>")
_SPANS = re.compile(r"</?span\b[^<>]*>")
_HARMLESS = re.compile(r"</?(p|br|span|div|b|i|em|strong|u|ul|ol|li|h[1-6])\b[^<>]*>", re.I)
_BREAKS = re.compile(r"<br\s*/?>|</p>\s*<p[^<>]*>|</li>", re.I)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ue000-\uf8ff]")


class QuestionRefused(Exception):
    """This question cannot be taken over: a Loss or a Problem, and what it is about."""


class BankFileError(ValueError):
    """The file as a whole cannot be read; the reason is a Loss, or a code of `kit.parsing.words`."""

    def __init__(self, loss, line=0, **values):
        super().__init__(loss)
        self.loss, self.line, self.values = loss, line, values


class Loss(StrEnum):
    TOO_LARGE = "too_large"
    NOT_TEXT = "not_text"
    NOT_XML = "not_xml"
    HOSTILE = "hostile"
    NO_QUIZ = "no_quiz"
    NO_QUESTIONS = "no_questions"
    TOO_MANY = "too_many"
    TOO_MANY_LOSSES = "too_many_losses"
    SYNTAX = "syntax"
    KIND = "kind"
    NUMBER = "number"
    MARKUP = "markup"
    FORMAT = "format"
    LANGUAGE = "language"
    FILE = "file"
    SETTING = "setting"
    WEIGHT = "weight"
    TAG = "tag"
    PAIR_FEEDBACK = "pair_feedback"


@dataclass(frozen=True)
class Note:
    """Something of the file that is left out: a whole question (`Reading.refused`) or a part of one (`losses`)."""

    line: int
    reason: Loss | Problem
    detail: str = ""


@dataclass
class Reading:
    """`drafts` are fit to be asked, in the order of the file. `language` of texts that do not say their own."""

    language: str = "fa"
    drafts: list = field(default_factory=list)
    refused: list = field(default_factory=list)
    losses: list = field(default_factory=list)
    known: set = field(default_factory=set, repr=False, compare=False)
    count: int = 0

    def begin(self, line):
        """One more question, whatever becomes of it."""
        self.count += 1
        if self.count > MOST_QUESTIONS:
            raise BankFileError(Loss.TOO_MANY, line)

    def lose(self, line, reason, detail=""):
        note = Note(line, reason, str(detail)[:80])
        if note not in self.known:
            self.known.add(note)
            self.losses.append(note)
        if len(self.losses) > MOST_LOSSES:
            raise BankFileError(Loss.TOO_MANY_LOSSES, line)

    def refuse(self, line, reason, detail=""):
        self.refused.append(Note(line, reason, str(detail)[:80]))

    def add(self, draft):
        """Keep what can be asked; of the others say why not."""
        draft = normal(draft)
        wrong = problems(draft)
        for problem in wrong:
            self.refuse(draft.line, problem, draft.name or draft.text.fa or draft.text.en)
        if not wrong:
            self.drafts.append(draft)

    def words(self, text, line, text_format="plain"):
        """Words of a text that is kept plain, whatever it was written in. Raises QuestionRefused."""
        if len(text) > LONGEST_TEXT:
            raise QuestionRefused(Problem.TOO_LONG, text[:80])
        if text_format == "html":
            text = self._without_markup(text, line)
        elif text_format == "markdown" and text.strip():
            self.lose(line, Loss.FORMAT, "Markdown")
        return self._parted(text, line)

    def rich_words(self, text, line, text_format):
        """(Words, format) of a question's text: HTML stays HTML where it has any mark-up."""
        if len(text) > LONGEST_TEXT:
            raise QuestionRefused(Problem.TOO_LONG, text[:80])
        if text_format == "html" and _TAGS.search(_without_spans(text)):
            return self._parted(text, line), "html"
        return self.words(text, line, text_format), "plain"

    def _parted(self, text, line):
        words, others = parted(tidied(text), self.language)
        for other in others:
            self.lose(line, Loss.LANGUAGE, other)
        return words

    def _without_markup(self, text, line):
        dropped = [tag for tag in _TAGS.findall(_without_spans(text)) if not _HARMLESS.fullmatch(tag)]
        for tag in dropped[:3]:
            self.lose(line, Loss.MARKUP, tag)
        marked = parted(text, self.language)[0] if "multilang" in text else None
        if marked:
            text = "".join(f"{{mlang {language}}}{getattr(marked, language)}{{mlang}}" for language in ("fa", "en"))
        return html.unescape(_TAGS.sub("", _BREAKS.sub("\n", text)))


def _without_spans(text):
    return _SPANS.sub("", text)


def tidied(text):
    """Line ends made one, nothing that no file can hold, no blanks around."""
    return _CONTROL.sub("", seen(text).replace("\r\n", "\n").replace("\r", "\n")).strip()


def decoded(content):
    """The text of a file's bytes. Raises BankFileError."""
    if len(content) > LARGEST:
        raise BankFileError(Loss.TOO_LARGE)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise BankFileError(Loss.NOT_TEXT) from wrong


def normal(draft):
    """The one way among several to say the same: shares that go without saying are not said, ranges are a middle and
    a tolerance, true and false are always the same words."""
    options = [_normal_option(draft.kind, option) for option in draft.options]
    if draft.kind == TRUE_FALSE and len(options) == 2:
        options = _normal_truth(options)
    elif draft.kind == MATCHING:
        options = [DraftOption(text=option.text, match=option.match) for option in options]
    else:
        options = _normal_shares(draft.kind, options)
    texts = {name: _normal_words(getattr(draft, name)) for name in ("text", "feedback")}
    plain = {name: " ".join(tidied(getattr(draft, name)).split()) for name in ("name", "category")}
    plain["note"] = "\n".join(line.strip() for line in tidied(draft.note).splitlines())
    return replace(draft, options=tuple(options), codes=tuple(sorted(draft.codes)), **texts, **plain)


def _normal_words(words):
    return Words(tidied(words.fa), tidied(words.en))


def _normal_option(kind, option):
    number, tolerance = _normal_number(option) if kind == NUMERIC else ("", "")
    texts = {name: _normal_words(getattr(option, name)) for name in ("text", "feedback", "match")}
    return replace(option, number=number, tolerance=tolerance, **texts)


def _normal_number(option):
    try:
        bounds = interval(option.number, option.tolerance)
    except NotANumber:
        return option.number, option.tolerance
    if bounds is None:
        return ANYTHING, ""
    low, high = bounds
    return decimal_text((low + high) / 2), decimal_text((high - low) / 2) if high > low else ""


def _normal_truth(options):
    true, false = options if options[0].text.en != FALSE_WORDS["en"] else reversed(options)
    pairs = ((true, TRUE_WORDS), (false, FALSE_WORDS))
    return [replace(option, text=Words(**words), share=None) for option, words in pairs]


def _normal_shares(kind, options):
    worth = [_whole(share) for share in shares(kind, options)] if options else []
    right = [each > 0 if kind == MULTIPLE else each == WHOLE for each in worth]
    bare = [replace(option, is_correct=own, share=None) for option, own in zip(options, right, strict=True)]
    plain = [_whole(share) for share in shares(kind, bare)] if options else []
    if kind == MULTIPLE:
        if all(abs(each - own) <= 1 for each, own in zip(worth, plain, strict=True)):
            return bare
        return [replace(option, share=each) for option, each in zip(bare, worth, strict=True)]
    return [
        option if each == own else replace(option, share=each)
        for option, each, own in zip(bare, worth, plain, strict=True)
    ]


def _whole(share):
    return round(share * WHOLE)


def weight_of(text, reading, line):
    """A question's weight as a whole number from 1 on."""
    try:
        wanted = exact(text)
    except NotANumber:
        reading.lose(line, Loss.WEIGHT, text)
        return 1
    weight = min(max(1, round(wanted)), 1000)
    if weight != wanted:
        reading.lose(line, Loss.WEIGHT, text)
    return weight


__all__ = [
    "MOST_OPTIONS",
    "BankFileError",
    "Draft",
    "Loss",
    "Note",
    "QuestionRefused",
    "Reading",
    "decoded",
    "normal",
    "tidied",
    "weight_of",
]
