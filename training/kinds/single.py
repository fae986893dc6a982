"""One right option among several."""

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement

from training.kinds import words
from training.kinds.base import OPTIONS_HELP, Chosen, Lines
from training.kinds.drafts import Draft, DraftOption, Problem
from training.kinds.formats import GiftWriter, MoodleWriter, XmlPart
from training.kinds.numbers import WHOLE

FALSE_WORDS = frozenset({"false", "0", "no"})


class Single(Chosen):
    name = "single"
    label = words.gettext_noop("one right option")
    instruction = words.gettext_noop("Choose one option.")
    keeps_when_empty = True
    lines = Lines(
        ("text", "share", "feedback"),
        words.gettext_noop("Options"),
        words.gettext_noop("Option"),
        OPTIONS_HELP,
        empty=4,
        marks_one=True,
    )
    gift_turn = 30
    moodle_types = ("multichoice",)

    def problems(self, options: Sequence[DraftOption]) -> Iterator[Problem]:
        yield from super().problems(options)
        if max(self.shares(options), default=0) != 1:
            yield Problem.NONE_RIGHT

    def reads_gift(self, bare: str) -> bool:
        return "~" in bare and "=" in bare

    def gift_write(self, draft: Draft, writer: GiftWriter) -> str:
        """One `=` is what makes it a single choice, one `~` what makes it a choice: a second right one is ~%100%."""
        lines, has_right = [], False
        for option, share in zip(draft.options, writer.worth(draft), strict=True):
            text = writer.field(option.text, draft)
            is_right = share == WHOLE and not has_right
            has_right = has_right or is_right
            percent = writer.percent(share, text, WHOLE if is_right else 0)
            lines.append(f"\n\t{'=' if is_right else '~'}{percent}{text}{writer.feedback(option, draft)}")
        return "".join([*lines, "\n"])

    def reads_moodle(self, part: XmlPart) -> bool:
        return part.value("single").lower() not in FALSE_WORDS

    def moodle_write(self, question: Element, draft: Draft, writer: MoodleWriter) -> None:
        SubElement(question, "single").text = "true"
        writer.options(question, draft)
