"""Reading Moodle XML: what we have no place for is named by line, nothing is lost silently. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from training.bank.intake import MOST_OPTIONS, BankFileError, Loss, QuestionRefused, Reading, tidied, weight_of
from training.bank.xml_tree import XmlElement, read_tree
from training.kinds import KINDS, markup
from training.kinds.drafts import Draft, DraftOption, Problem, Words
from training.kinds.numbers import WHOLE, NotANumber, exact, share_of

_FORMATS = {"html": "html", "markdown": "markdown", "plain_text": "plain", "plain": "plain"}
# Parts without meaning here, or whose usual value says what we do anyway.
_IGNORED = {"questiontext", "generalfeedback", "name", "answer", "subquestion", "tags", "defaultgrade", "single"}
_IGNORED |= {"showstandardinstruction", "answernumbering", "havadarnote", "type"}
_USUAL = {
    "penalty": {"0", ""},
    "hidden": {"0", ""},
    "idnumber": {""},
    "shuffleanswers": {"true", "1", ""},
    "usecase": {"0", ""},
    "unitgradingtype": {"0", ""},
    "unitpenalty": {"0", "0.1", "0.1000000", ""},
    "showunits": {"3", ""},
    "unitsleft": {"0", ""},
    "correctfeedback": {"", "your answer is correct."},
    "partiallycorrectfeedback": {"", "your answer is partially correct."},
    "incorrectfeedback": {"", "your answer is incorrect."},
    "shownumcorrect": {""},
}


def read_moodle_xml(content: bytes, language: str = "fa") -> Reading:
    """A Reading of a file's bytes. Raises BankFileError where it is none at all."""
    root = read_tree(content)
    if root is None or root.tag != "quiz":
        raise BankFileError(Loss.NO_QUIZ, root.line if root else 0)
    reading, category = Reading(language), ""
    for part in root.parts:
        kind = part.attributes.get("type", "").strip().lower()
        if part.tag == "question" and kind == "category":
            category = part.value("category")
        elif part.tag == "question":
            reading.begin(part.line)
            try:
                _question(reading, part, kind, category)
            except QuestionRefused as refused:
                reading.refuse(part.line, *refused.args)
        else:
            reading.lose(part.line, Loss.SETTING, part.tag)
    if not reading.drafts and not reading.refused:
        raise BankFileError(Loss.NO_QUESTIONS)
    return reading


def _question(reading: Reading, part: XmlElement, told: str, category: str) -> None:
    kinds = [each for each in KINDS.values() if told in each.moodle_types]
    if not kinds:
        raise QuestionRefused(Loss.KIND, told)
    if len(part.all("answer")) > MOST_OPTIONS or len(part.all("subquestion")) > MOST_OPTIONS:
        raise QuestionRefused(Problem.TOO_LONG, told)
    kind = next(each for each in kinds if each.reads_moodle(part))
    text_part = part.first("questiontext")
    reader = _Reader(reading, "moodle" if text_part is None else _format(text_part, "moodle"))
    words, kept_format = reading.rich_words(text_part.content if text_part else "", part.line, reader.text_format)
    options = kind.moodle_read(part, reader)
    _name_losses(reading, part)
    reading.add(
        Draft(
            kind=kind.name,
            text=words,
            options=tuple(options),
            name=tidied(part.value("name")),
            category=tidied(category),
            text_format=kept_format,
            feedback=reader.words(part.first("generalfeedback")),
            weight=weight_of(part.value("defaultgrade", "1") or "1", reading, part.line),
            codes=tuple(_tags(part)),
            note=part.value("havadarnote"),
            line=part.line,
        )
    )


def _format(part: XmlElement, usual: str) -> str:
    told = part.attributes.get("format", "").strip().lower()
    return _FORMATS.get(told, "moodle") if told else usual


@dataclass(frozen=True)
class _Reader:
    """Where an answer stands, and what the kinds of questions ask of the format; an answer without a format of its own
    has the question's."""

    reading: Reading
    text_format: str

    def words(self, part: XmlElement | None, usual: str | None = None) -> Words:
        if part is None:
            return Words()
        return self.reading.words(part.content, part.line, _format(part, usual or self.text_format))

    def plain(self, text: str) -> str:
        return tidied(text)

    def wrong(self, detail: str) -> QuestionRefused:
        """To be raised: nobody can read this."""
        return QuestionRefused(Loss.SYNTAX, detail)

    def option(self, answer: XmlElement, **more: Any) -> DraftOption:
        share = _share(answer)
        feedback = self.words(answer.first("feedback"))
        return DraftOption(share=share, is_correct=share == WHOLE, feedback=feedback, **more)


def _share(answer: XmlElement) -> int:
    try:
        return share_of(answer.attributes.get("fraction", "0") or "0")
    except NotANumber as wrong:
        raise QuestionRefused(Loss.NUMBER, answer.attributes["fraction"]) from wrong


def _tags(part: XmlElement) -> list[str]:
    tags = part.first("tags")
    return [tag.content for tag in tags.all("tag") if tag.content] if tags else []


def _name_losses(reading: Reading, part: XmlElement) -> None:
    for each in part.parts:
        if each.tag in _IGNORED or (each.tag in _USUAL and _is_usual(each)):
            continue
        reading.lose(each.line, Loss.SETTING, each.tag)
    for file in _files(part):
        reading.lose(file.line, Loss.FILE, file.attributes.get("name", ""))


def _is_usual(part: XmlElement) -> bool:
    content = markup.plain(part.content)
    try:
        content = str(int(exact(content))) if exact(content).denominator == 1 else content
    except NotANumber:
        content = content.lower()
    return content in _USUAL[part.tag]


def _files(part: XmlElement) -> Iterator[XmlElement]:
    for each in part.parts:
        if each.tag == "file":
            yield each
        yield from _files(each)
