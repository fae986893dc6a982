"""A number, exact, with a tolerance or in a range."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from training.kinds import words
from training.kinds.base import Lines, Written, said_twice
from training.kinds.drafts import LONGEST_NUMBER, LONGEST_TOLERANCE, Draft, DraftOption, Problem, Words
from training.kinds.formats import GiftReader, GiftWriter, MoodleReader, MoodleWriter, XmlPart
from training.kinds.layout import UnreadableAnswer
from training.kinds.numbers import (
    ANYTHING,
    WHOLE,
    NotANumber,
    exact,
    exact_text,
    has_decimal_comma,
    interval,
    is_grouped,
    percent_text,
)
from training.kinds.shapes import Given, Option, Say


class Numeric(Written):
    name = "numeric"
    label = words.gettext_noop("a number")
    instruction = words.gettext_noop("Write a number.")
    key_template = "training/kinds/key_number.html"
    columns = ("number", "tolerance")
    has_texts = False
    is_number = True
    said_by = "number"
    lines = Lines(
        ("number", "tolerance", "is_correct", "share", "feedback"),
        words.gettext_noop("Accepted numbers"),
        words.gettext_noop("Number"),
        words.gettext_noop("A number such as 12.5, or a range such as 10..20. The first line that agrees counts."),
        empty=1,
        right_alone=True,
    )
    gift_turn = 10
    moodle_types = ("numerical",)

    def problems(self, options: Sequence[DraftOption]) -> Iterator[Problem]:
        yield from super().problems(options)
        try:
            bounds = [interval(option.number, option.tolerance) for option in options]
        except NotANumber:
            yield Problem.NUMBER
            return
        if any(len(each.number) > LONGEST_NUMBER or len(each.tolerance) > LONGEST_TOLERANCE for each in options):
            yield Problem.DIGITS
        yield from said_twice(zip(bounds, self.shares(options), strict=True))

    def normal(self, options: Sequence[DraftOption]) -> list[DraftOption]:
        """Ranges are a middle and a tolerance."""
        return self._normal_shares([_normal_number(option) for option in options])

    def remarks(self, options: Sequence[DraftOption]) -> Iterator[tuple[str, str]]:
        for text in [text for option in options for text in (option.number, option.tolerance) if text]:
            try:
                if is_grouped(text):
                    yield "thousands", f"{text} = {exact_text(exact(text))}"
                elif has_decimal_comma(text):
                    yield "decimal", f"{text} = {exact_text(exact(text))}"
            except NotANumber:
                continue

    def agrees(self, option: Option, text: str) -> bool:
        if option["number"] == ANYTHING:
            return True
        try:
            bounds = interval(option["number"], option["tolerance"])
            return bounds is None or bounds[0] <= exact(text) <= bounds[1]
        except NotANumber:
            return False

    def given(self, layout: Any, answer: Any) -> Given | None:
        found = super().given(layout, answer)
        if found:
            try:
                exact(found[0])
            except NotANumber as unreadable:
                raise UnreadableAnswer from unreadable
        return found

    def read_as(self, text: str) -> str:
        """Where a comma could be either sign."""
        return exact_text(exact(text)) if has_decimal_comma(text) or is_grouped(text) else ""

    def line(self, option: DraftOption, say: Say) -> str:
        return f"{option.number} ± {option.tolerance}" if option.tolerance else option.number

    def reads_gift(self, bare: str) -> bool:
        return bare.startswith("#")

    def gift_read(self, bare: str, reader: GiftReader) -> list[DraftOption]:
        bare = bare[1:].strip()
        parts = reader.parts(bare if bare[:1] in ("=", "~") else f"={bare}")
        return [self._gift_number(reader, *each) for each in parts]

    def _gift_number(self, reader: GiftReader, sign: str, text: str) -> DraftOption:
        share, text = reader.share(sign, text)
        answer, _, feedback = text.partition("#")
        number, _, tolerance = reader.plain(answer).partition(":")
        return DraftOption(
            number=number.strip() or ANYTHING,
            tolerance=tolerance.strip(),
            is_correct=share == WHOLE,
            share=share,
            feedback=reader.words(feedback),
        )

    def gift_write(self, draft: Draft, writer: GiftWriter) -> str:
        lines = []
        for option, share in zip(draft.options, writer.worth(draft), strict=True):
            tolerance = f":{option.tolerance}" if option.tolerance else ""
            number = "" if option.number == ANYTHING else f"{option.number}{tolerance}"
            percent = "" if share == WHOLE else f"%{percent_text(share)}%"
            sign = "~" if option.number == ANYTHING and not share else "="
            percent = "" if sign == "~" else percent
            lines.append(f"\n\t{sign}{percent}{number or ANYTHING}{writer.feedback(option, draft)}")
        return "#" + "".join([*lines, "\n"])

    def moodle_read(self, part: XmlPart, reader: MoodleReader) -> list[DraftOption]:
        return [
            reader.option(answer, number=reader.plain(answer.content), tolerance=_tolerance(answer))
            for answer in part.all("answer")
        ]

    def moodle_write(self, question: Element, draft: Draft, writer: MoodleWriter) -> None:
        for option, share in zip(draft.options, writer.worth(draft), strict=True):
            bounds = interval(option.number, option.tolerance)
            middle = ANYTHING if bounds is None else exact_text((bounds[0] + bounds[1]) / 2)
            answer = writer.answer(question, share, middle, option.feedback)
            SubElement(answer, "tolerance").text = "0" if bounds is None else exact_text((bounds[1] - bounds[0]) / 2)

    def from_plain(self, data: Mapping[str, Any], both: Callable[[str, str], Words]) -> Iterator[DraftOption]:
        yield DraftOption(is_correct=True, number=data["number"], tolerance=data.get("tolerance", ""))


def _normal_number(option: DraftOption) -> DraftOption:
    try:
        bounds = interval(option.number, option.tolerance)
    except NotANumber:
        return option
    if bounds is None:
        return replace(option, number=ANYTHING, tolerance="")
    low, high = bounds
    return replace(
        option, number=exact_text((low + high) / 2), tolerance=exact_text((high - low) / 2) if high > low else ""
    )


def _tolerance(answer: XmlPart) -> str:
    value = answer.value("tolerance")
    return "" if value in ("0", "") else value
