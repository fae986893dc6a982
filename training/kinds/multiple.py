"""Several right options among several: ticking all earns nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from training.kinds import words
from training.kinds.base import MOST_TICKED, OPTIONS_HELP, Chosen, Lines, whole
from training.kinds.drafts import ROUNDING_SLACK, Draft, DraftOption, Options, Problem
from training.kinds.formats import GiftWriter, MoodleWriter, XmlPart
from training.kinds.layout import known_key
from training.kinds.numbers import WHOLE
from training.kinds.shapes import Given
from training.kinds.single import FALSE_WORDS

# What Moodle lets an answer of several earn or take, besides whole tenths.
_PARTS = [Fraction(number, of) for of in (3, 6, 7, 8, 9, 11, 12) for number in range(1, of)]


class Multiple(Chosen):
    name = "multiple"
    label = words.gettext_noop("several right options")
    instruction = words.gettext_noop("Choose every option that is right.")
    takes_several = True
    lines = Lines(
        ("text", "is_correct", "share", "feedback"),
        words.gettext_noop("Options"),
        words.gettext_noop("Option"),
        OPTIONS_HELP,
        empty=4,
    )
    gift_turn = 40
    moodle_types = ("multichoice",)

    def problems(self, options: Sequence[DraftOption]) -> Iterator[Problem]:
        yield from super().problems(options)
        gained = sum(share for share in self.shares(options) if share > 0)
        if not gained:
            yield Problem.NONE_RIGHT
        elif abs(gained - 1) * WHOLE > ROUNDING_SLACK:
            yield Problem.SHARES

    def unsaid_shares(self, options: Sequence[DraftOption]) -> list[Fraction]:
        """A right one its part, a wrong one as much less."""
        right = sum(option.is_correct for option in options)
        wrong = len(options) - right
        return [Fraction(1, right) if option.is_correct else Fraction(-1, wrong) for option in options]

    def _normal_shares(self, options: Sequence[DraftOption]) -> list[DraftOption]:
        worth = [whole(share) for share in self.shares(options)]
        bare = [replace(each, is_correct=own > 0, share=None) for each, own in zip(options, worth, strict=True)]
        plain = [whole(share) for share in self.shares(bare)]
        if all(abs(each - own) <= 1 for each, own in zip(worth, plain, strict=True)):
            return bare
        return [replace(option, share=each) for option, each in zip(bare, worth, strict=True)]

    def forgiving(self, options: Options) -> Options:
        """Thirds that were rounded, 33.3 %, are thirds again where only so all of the right ones earn everything."""
        if not _has_rounded(options):
            return options
        return tuple(replace(each, share=each.share and _exact_part(each.share)) for each in options)

    def remarks(self, options: Sequence[DraftOption]) -> Iterator[tuple[str, str]]:
        if _has_rounded(options):
            yield "rounded", ""

    def posted(self, data: Any, layout: Any) -> Any:
        return data.getlist("answer")[:MOST_TICKED]

    def given(self, layout: Any, answer: Any) -> Given | None:
        tokens = [answer] if isinstance(answer, str) else list(answer)
        return sorted({known_key(layout, token) for token in tokens}) or None

    def reads_gift(self, bare: str) -> bool:
        return "~" in bare

    def gift_write(self, draft: Draft, writer: GiftWriter) -> str:
        lines = []
        for option, share in zip(draft.options, writer.worth(draft), strict=True):
            text = writer.field(option.text, draft)
            lines.append(f"\n\t~{writer.percent(share, text, None)}{text}{writer.feedback(option, draft)}")
        return "".join([*lines, "\n"])

    def reads_moodle(self, part: XmlPart) -> bool:
        return part.value("single").lower() in FALSE_WORDS

    def moodle_write(self, question: Element, draft: Draft, writer: MoodleWriter) -> None:
        SubElement(question, "single").text = "false"
        writer.options(question, draft)


def _has_rounded(options: Sequence[DraftOption]) -> bool:
    said = [option.share for option in options if option.share is not None]
    if len(said) < len(options) or _gains(said):
        return False
    return _gains([_exact_part(share) for share in said])


def _gains(worth: Sequence[int]) -> bool:
    return abs(sum(share for share in worth if share > 0) - WHOLE) <= ROUNDING_SLACK


def _exact_part(share: int) -> int:
    """33.3 %, 33 % -> a third: whatever part is written so with as many decimals."""
    for places in (0, 1, 2, 3):
        unit = WHOLE // (100 * 10**places)
        if share % unit == 0:
            fitting = [part for part in _PARTS if abs(abs(share) - part * WHOLE) * 2 <= unit]
            if not fitting:
                return share
            nearest = min(fitting, key=lambda part: abs(abs(share) - part * WHOLE))
            return whole(nearest) if share > 0 else -whole(nearest)
    return share
