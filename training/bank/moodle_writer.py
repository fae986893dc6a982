"""Questions as Moodle XML: https://docs.moodle.org/en/Moodle_XML_format."""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from training.bank.languages import joined
from training.kinds.drafts import MATCHING, MULTIPLE, NUMERIC, SHORT, SINGLE, TRUE_FALSE, shares
from training.kinds.numbers import ANYTHING, WHOLE, exact_text, interval, percent_text

TYPES = {
    SINGLE: "multichoice",
    MULTIPLE: "multichoice",
    TRUE_FALSE: "truefalse",
    MATCHING: "matching",
    SHORT: "shortanswer",
    NUMERIC: "numerical",
}


def write_moodle_xml(drafts):
    """The bytes of the file."""
    quiz, category = Element("quiz"), ""
    for draft in drafts:
        if draft.category != category:
            category = draft.category
            head = SubElement(quiz, "question", type="category")
            _text(SubElement(head, "category"), category)
        _question(quiz, draft)
    indent(quiz)
    return tostring(quiz, encoding="utf-8", xml_declaration=True)


def _text(parent, text):
    SubElement(parent, "text").text = text


def _question(quiz, draft):
    question = SubElement(quiz, "question", type=TYPES[draft.kind])
    _text(SubElement(question, "name"), draft.name)
    html = "html" if draft.text_format == "html" else "plain_text"
    _text(SubElement(question, "questiontext", format=html), joined(draft.text))
    _text(SubElement(question, "generalfeedback", format="plain_text"), joined(draft.feedback))
    SubElement(question, "defaultgrade").text = str(draft.weight)
    SubElement(question, "penalty").text = "0"
    SubElement(question, "hidden").text = "0"
    if draft.note:
        SubElement(question, "havadarnote").text = draft.note
    _WRITERS[draft.kind](question, draft)
    if draft.codes:
        tags = SubElement(question, "tags")
        for code in draft.codes:
            _text(SubElement(tags, "tag"), code)


def _answer(question, share, text, feedback):
    answer = SubElement(question, "answer", fraction=percent_text(share), format="plain_text")
    _text(answer, text)
    _text(SubElement(answer, "feedback", format="plain_text"), joined(feedback))
    return answer


def _worth(draft):
    pairs = zip(draft.options, shares(draft.kind, draft.options), strict=True)
    return [(option, round(share * WHOLE)) for option, share in pairs]


def _chosen(question, draft):
    SubElement(question, "single").text = "true" if draft.kind == SINGLE else "false"
    SubElement(question, "shuffleanswers").text = "true"
    for option, share in _worth(draft):
        _answer(question, share, joined(option.text), option.feedback)


def _true_false(question, draft):
    for option, word in zip(draft.options, ("true", "false"), strict=True):
        _answer(question, WHOLE if option.is_correct else 0, word, option.feedback)


def _short(question, draft):
    SubElement(question, "usecase").text = "0"
    for option, share in _worth(draft):
        _answer(question, share, joined(option.text), option.feedback)


def _numeric(question, draft):
    for option, share in _worth(draft):
        bounds = interval(option.number, option.tolerance)
        middle = ANYTHING if bounds is None else exact_text((bounds[0] + bounds[1]) / 2)
        answer = _answer(question, share, middle, option.feedback)
        SubElement(answer, "tolerance").text = "0" if bounds is None else exact_text((bounds[1] - bounds[0]) / 2)


def _matching(question, draft):
    SubElement(question, "shuffleanswers").text = "true"
    for option in draft.options:
        pair = SubElement(question, "subquestion", format="plain_text")
        _text(pair, joined(option.text))
        _text(SubElement(pair, "answer", format="plain_text"), joined(option.match))


_WRITERS = {
    SINGLE: _chosen,
    MULTIPLE: _chosen,
    TRUE_FALSE: _true_false,
    MATCHING: _matching,
    SHORT: _short,
    NUMERIC: _numeric,
}
