"""Questions as Moodle XML: https://docs.moodle.org/en/Moodle_XML_format."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from training.bank.languages import joined
from training.kinds import kind_of
from training.kinds.drafts import Draft, Words
from training.kinds.numbers import WHOLE, percent_text


def write_moodle_xml(drafts: Iterable[Draft]) -> bytes:
    """The bytes of the file."""
    quiz, category, writer = Element("quiz"), "", _Writer()
    for draft in drafts:
        if draft.category != category:
            category = draft.category
            head = SubElement(quiz, "question", type="category")
            writer.text(SubElement(head, "category"), category)
        _question(quiz, draft, writer)
    indent(quiz)
    return tostring(quiz, encoding="utf-8", xml_declaration=True)


def _question(quiz: Element, draft: Draft, writer: "_Writer") -> None:
    kind = kind_of(draft.kind)
    question = SubElement(quiz, "question", type=kind.moodle_types[0])
    writer.text(SubElement(question, "name"), draft.name)
    html = "html" if draft.text_format == "html" else "plain_text"
    writer.text(SubElement(question, "questiontext", format=html), draft.text)
    writer.text(SubElement(question, "generalfeedback", format="plain_text"), draft.feedback)
    SubElement(question, "defaultgrade").text = str(draft.weight)
    SubElement(question, "penalty").text = "0"
    SubElement(question, "hidden").text = "0"
    if draft.note:
        SubElement(question, "havadarnote").text = draft.note
    kind.moodle_write(question, draft, writer)
    if draft.codes:
        tags = SubElement(question, "tags")
        for code in draft.codes:
            writer.text(SubElement(tags, "tag"), code)


class _Writer:
    """What the kinds of questions ask of the format. A text is Words, or one that says itself in no language."""

    def text(self, parent: Element, text: Words | str) -> None:
        SubElement(parent, "text").text = text if isinstance(text, str) else joined(text)

    def answer(self, question: Element, share: int, text: Words | str, feedback: Words) -> Element:
        answer = SubElement(question, "answer", fraction=percent_text(share), format="plain_text")
        self.text(answer, text)
        self.text(SubElement(answer, "feedback", format="plain_text"), feedback)
        return answer

    def options(self, question: Element, draft: Draft) -> None:
        """Options to choose from, in any order."""
        SubElement(question, "shuffleanswers").text = "true"
        for option, share in zip(draft.options, self.worth(draft), strict=True):
            self.answer(question, share, option.text, option.feedback)

    def worth(self, draft: Draft) -> list[int]:
        return [round(share * WHOLE) for share in kind_of(draft.kind).shares(draft.options)]
