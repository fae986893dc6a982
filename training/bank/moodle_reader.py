"""Reading Moodle XML: what we have no place for is named by line, nothing is lost silently. Pure."""

from dataclasses import dataclass

from training.bank.intake import MOST_OPTIONS, BankFileError, Loss, QuestionRefused, Reading, tidied, weight_of
from training.bank.xml_tree import read_tree
from training.kinds import markup
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
from training.kinds.numbers import WHOLE, NotANumber, exact, share_of

_FORMATS = {"html": "html", "markdown": "markdown", "plain_text": "plain", "plain": "plain"}
_FALSE = frozenset({"false", "0", "no"})
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


def read_moodle_xml(content, language="fa"):
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


def _question(reading, part, kind, category):
    if kind not in _KINDS:
        raise QuestionRefused(Loss.KIND, kind)
    if len(part.all("answer")) > MOST_OPTIONS or len(part.all("subquestion")) > MOST_OPTIONS:
        raise QuestionRefused(Problem.TOO_LONG, kind)
    kind = MULTIPLE if kind == "multichoice" and part.value("single").lower() in _FALSE else _KINDS[kind]
    text_part = part.first("questiontext")
    usual = _Usual(reading, "moodle" if text_part is None else _format(text_part, "moodle"))
    words, kept_format = reading.rich_words(text_part.content if text_part else "", part.line, usual.text_format)
    options = _OPTIONS[kind](usual, part)
    _name_losses(reading, part)
    reading.add(
        Draft(
            kind=kind,
            text=words,
            options=tuple(options),
            name=tidied(part.value("name")),
            category=tidied(category),
            text_format=kept_format,
            feedback=usual.words(part.first("generalfeedback")),
            weight=weight_of(part.value("defaultgrade", "1") or "1", reading, part.line),
            codes=tuple(_tags(part)),
            note=part.value("havadarnote"),
            line=part.line,
        )
    )


def _format(part, usual):
    told = part.attributes.get("format", "").strip().lower()
    return _FORMATS.get(told, "moodle") if told else usual


@dataclass(frozen=True)
class _Usual:
    """Where an answer stands; one without a format of its own has the question's."""

    reading: Reading
    text_format: str

    def words(self, part, usual=None):
        if part is None:
            return Words()
        return self.reading.words(part.content, part.line, _format(part, usual or self.text_format))


def _tags(part):
    tags = part.first("tags")
    return [tag.content for tag in tags.all("tag") if tag.content] if tags else []


def _name_losses(reading, part):
    for each in part.parts:
        if each.tag in _IGNORED or (each.tag in _USUAL and _is_usual(each)):
            continue
        reading.lose(each.line, Loss.SETTING, each.tag)
    for file in _files(part):
        reading.lose(file.line, Loss.FILE, file.attributes.get("name", ""))


def _is_usual(part):
    content = markup.plain(part.content)
    try:
        content = str(int(exact(content))) if exact(content).denominator == 1 else content
    except NotANumber:
        content = content.lower()
    return content in _USUAL[part.tag]


def _files(part):
    for each in part.parts:
        if each.tag == "file":
            yield each
        yield from _files(each)


def _share(answer):
    try:
        return share_of(answer.attributes.get("fraction", "0") or "0")
    except NotANumber as wrong:
        raise QuestionRefused(Loss.NUMBER, answer.attributes["fraction"]) from wrong


def _option(usual, answer, **more):
    share = _share(answer)
    return DraftOption(share=share, is_correct=share == WHOLE, feedback=usual.words(answer.first("feedback")), **more)


def _chosen(usual, part):
    return [_option(usual, answer, text=usual.words(answer)) for answer in part.all("answer")]


def _true_false(usual, part):
    by_word = {answer.content.lower(): answer for answer in part.all("answer")}
    if set(by_word) != {"true", "false"}:
        raise QuestionRefused(Loss.SYNTAX, "truefalse")
    return [_option(usual, by_word[word], text=Words(en=word.title())) for word in ("true", "false")]


def _numeric(usual, part):
    return [
        _option(usual, answer, number=tidied(answer.content), tolerance=_tolerance(answer))
        for answer in part.all("answer")
    ]


def _tolerance(answer):
    value = answer.value("tolerance")
    return "" if value in ("0", "") else value


def _matching(usual, part):
    options = []
    for pair in part.all("subquestion"):
        answer = pair.first("answer")
        options.append(DraftOption(text=usual.words(pair), match=usual.words(answer, "moodle")))
    return options


_KINDS = {
    "multichoice": SINGLE,
    "truefalse": TRUE_FALSE,
    "matching": MATCHING,
    "shortanswer": SHORT,
    "numerical": NUMERIC,
}
_OPTIONS = {
    SINGLE: _chosen,
    MULTIPLE: _chosen,
    TRUE_FALSE: _true_false,
    MATCHING: _matching,
    SHORT: _chosen,
    NUMERIC: _numeric,
}
