"""What reading a file of questions comes to: questions, and everything that could not be taken over, by line. Pure."""

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from kit.parsing import encodings
from kit.parsing.refusal import Refused
from kit.text.letters import seen
from training.bank.languages import parted
from training.kinds import kind_of, markup
from training.kinds.checks import problems
from training.kinds.drafts import MOST_OPTIONS, Draft, DraftOption, Problem, Words
from training.kinds.numbers import NotANumber, exact

LARGEST = 2 * 1024 * 1024
# Of a file: questions with those that are refused, and parts that have no place here.
MOST_QUESTIONS, MOST_LOSSES = 2000, 20_000
# Letters of one text of a question, before its mark-up is taken off.
LONGEST_TEXT = 20_000
_BINARY = re.compile(r"[\x00-\x08]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ue000-\uf8ff]")


class QuestionRefused(Exception):
    """This question cannot be taken over: a Loss or a Problem, and what it is about."""


class BankFileError(ValueError):
    """The file as a whole cannot be read; the reason is a Loss, or a code of `kit.parsing.messages`."""

    def __init__(self, loss: "Loss | str", line: int = 0, **values: Any) -> None:
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
    PICTURE = "picture"
    MEDIA = "media"
    LINK = "link"
    STYLE = "style"
    CODE = "code"


class Remark(StrEnum):
    """How something was read that could have been meant otherwise."""

    DECIMAL = "decimal"
    THOUSANDS = "thousands"
    ROUNDED = "rounded"


@dataclass(frozen=True)
class Note:
    """Something of the file that is left out, a whole question (`Reading.refused`) or a part of one (`losses`); or how
    it was read (`remarks`)."""

    line: int
    reason: Loss | Problem | Remark
    detail: str = ""


@dataclass
class Reading:
    """`drafts` are fit to be asked, in the order of the file. `language` of texts that do not say their own."""

    language: str = "fa"
    drafts: list[Draft] = field(default_factory=list)
    refused: list[Note] = field(default_factory=list)
    losses: list[Note] = field(default_factory=list)
    remarks: list[Note] = field(default_factory=list)
    known: set[Note] = field(default_factory=set, repr=False, compare=False)
    count: int = 0

    def begin(self, line: int) -> None:
        """One more question, whatever becomes of it."""
        self.count += 1
        if self.count > MOST_QUESTIONS:
            raise BankFileError(Loss.TOO_MANY, line)

    def lose(self, line: int, reason: Loss, detail: object = "") -> None:
        note = Note(line, reason, str(detail)[:80])
        if note not in self.known:
            self.known.add(note)
            self.losses.append(note)
        if len(self.losses) > MOST_LOSSES:
            raise BankFileError(Loss.TOO_MANY_LOSSES, line)

    def remark(self, line: int, reason: Remark, detail: object = "") -> None:
        note = Note(line, reason, str(detail)[:80])
        if note not in self.known and len(self.remarks) < MOST_LOSSES:
            self.known.add(note)
            self.remarks.append(note)

    def refuse(self, line: int, reason: Loss | Problem, detail: object = "") -> None:
        self.refused.append(Note(line, reason, str(detail)[:80]))

    def add(self, draft: Draft) -> None:
        """Keep what can be asked; of the others say why not."""
        kind, given = kind_of(draft.kind), draft
        draft = normal(replace(given, options=kind.forgiving(given.options)))
        for name, detail in kind.remarks(given.options):
            self.remark(draft.line, Remark(name), detail or draft.name or draft.text.fa or draft.text.en)
        wrong = problems(draft)
        for problem in wrong:
            self.refuse(draft.line, problem, draft.name or draft.text.fa or draft.text.en)
        if not wrong:
            self.drafts.append(draft)

    def words(self, text: str, line: int, text_format: str = "plain") -> Words:
        """Words of a text that is kept plain, whatever it was written in. Raises QuestionRefused."""
        if len(text) > LONGEST_TEXT:
            raise QuestionRefused(Problem.TOO_LONG, text[:80])
        text_format = _real_format(text, text_format)
        if text_format == "html":
            text = self._without_markup(text, line)
        elif text_format == "markdown" and text.strip():
            self.lose(line, Loss.FORMAT, "Markdown")
            text = self._without_markup(text, line) if markup.is_marked_up(text) else text
        return self._parted(text, line)

    def rich_words(self, text: str, line: int, text_format: str) -> tuple[Words, str]:
        """(Words, format) of a question's text: HTML stays HTML where it has any mark-up."""
        if len(text) > LONGEST_TEXT:
            raise QuestionRefused(Problem.TOO_LONG, text[:80])
        if _real_format(text, text_format) == "html" and markup.has_marks(text):
            self._lose_markup(text, line, is_drawn=True)
            lines = "<br>".join(text.strip().split("\n")) if text_format == "moodle" else text
            return self._parted(markup.without_code(lines), line), "html"
        return self.words(text, line, text_format), "plain"

    def _parted(self, text: str, line: int) -> Words:
        words, others = parted(tidied(text), self.language)
        for other in others:
            self.lose(line, Loss.LANGUAGE, other)
        return words

    def _lose_markup(self, text: str, line: int, *, is_drawn: bool) -> None:
        for loss, what in markup.missing(text, is_drawn=is_drawn):
            self.lose(line, Loss(loss), what)

    def _without_markup(self, text: str, line: int) -> str:
        self._lose_markup(text, line, is_drawn=False)
        marked = parted(text, self.language)[0] if "multilang" in text else None
        if marked:
            text = "".join(f"{{mlang {language}}}{getattr(marked, language)}{{mlang}}" for language in ("fa", "en"))
        return markup.plain(text)


def _real_format(text: str, text_format: str) -> str:
    """Moodle's own format is HTML as soon as a tag stands in it."""
    if text_format == "moodle":
        return "html" if markup.is_marked_up(text) else "plain"
    return text_format


def tidied(text: str) -> str:
    """Line ends made one, nothing that no file can hold, no blanks around."""
    return _CONTROL.sub("", seen(text).replace("\r\n", "\n").replace("\r", "\n")).strip()


def decoded(content: bytes) -> str:
    """The text of a file's bytes, in whatever letters it was saved. Raises BankFileError."""
    if len(content) > LARGEST:
        raise BankFileError(Loss.TOO_LARGE)
    try:
        text, _name = encodings.decoded(content)
    except Refused as refused:
        raise BankFileError(Loss.NOT_TEXT) from refused
    if _BINARY.search(text):
        raise BankFileError(Loss.NOT_TEXT)
    return text


def normal(draft: Draft) -> Draft:
    """The one way among several to say the same: shares that go without saying are not said, ranges are a middle and
    a tolerance, true and false are always the same words."""
    tidy = [replace(option, **_normal_texts(option, "text", "feedback", "match")) for option in draft.options]
    options = kind_of(draft.kind).normal(tidy)
    texts = _normal_texts(draft, "text", "feedback")
    plain: dict[str, Any] = {name: " ".join(tidied(getattr(draft, name)).split()) for name in ("name", "category")}
    plain["note"] = "\n".join(line.strip() for line in tidied(draft.note).splitlines())
    return replace(draft, options=tuple(options), codes=tuple(sorted(draft.codes)), **texts, **plain)


def _normal_texts(row: Draft | DraftOption, *names: str) -> dict[str, Any]:
    texts = ((name, getattr(row, name)) for name in names)
    return {name: Words(tidied(words.fa), tidied(words.en)) for name, words in texts}


def weight_of(text: str, reading: Reading, line: int) -> int:
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
    "Remark",
    "decoded",
    "normal",
    "tidied",
    "weight_of",
]
