"""A short answer, written in one's own words."""

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement

from training.kinds import words
from training.kinds.base import Lines, Written, said_twice
from training.kinds.drafts import Draft, DraftOption, Problem
from training.kinds.formats import GiftReader, GiftWriter, MoodleReader, MoodleWriter, XmlPart
from training.kinds.numbers import WHOLE
from training.kinds.shapes import Option
from training.kinds.short_answers import fits


class Short(Written):
    name = "short"
    label = words.gettext_noop("a short answer")
    instruction = words.gettext_noop("Write a short answer.")
    lines = Lines(
        ("text", "is_correct", "share", "feedback"),
        words.gettext_noop("Accepted answers"),
        words.gettext_noop("Answer"),
        words.gettext_noop(
            "The first line that agrees counts. Letters, half-spaces and digits of either language are taken as one; "
            "* stands for anything."
        ),
        empty=2,
        right_alone=True,
    )
    gift_turn = 90  # what is of no other kind
    moodle_types = ("shortanswer",)

    def problems(self, options: Sequence[DraftOption]) -> Iterator[Problem]:
        yield from super().problems(options)
        if not all(option.text for option in options):
            yield Problem.EMPTY_OPTION
        yield from said_twice(zip((option.text for option in options), self.shares(options), strict=True))

    def agrees(self, option: Option, text: str) -> bool:
        return any(fits(option[language], text) for language in ("fa", "en") if option[language])

    def reads_gift(self, bare: str) -> bool:
        return True

    def gift_read(self, bare: str, reader: GiftReader) -> list[DraftOption]:
        if "->" in bare or ("=" in bare and not bare.startswith("=")):
            raise reader.wrong(bare)
        parts = reader.parts(bare) if bare.startswith("=") else [("=", bare)]
        return [reader.option(*each) for each in parts]

    def gift_write(self, draft: Draft, writer: GiftWriter) -> str:
        lines = []
        for option, share in zip(draft.options, writer.worth(draft), strict=True):
            text = writer.field(option.text, draft)
            lines.append(f"\n\t={writer.percent(share, text, WHOLE)}{text}{writer.feedback(option, draft)}")
        return "".join([*lines, "\n"])

    def moodle_read(self, part: XmlPart, reader: MoodleReader) -> list[DraftOption]:
        return [reader.option(answer, text=reader.words(answer)) for answer in part.all("answer")]

    def moodle_write(self, question: Element, draft: Draft, writer: MoodleWriter) -> None:
        SubElement(question, "usecase").text = "0"
        for option, share in zip(draft.options, writer.worth(draft), strict=True):
            writer.answer(question, share, option.text, option.feedback)
