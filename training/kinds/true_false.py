"""A statement that is true or false; the program says the two options itself."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element

from training.kinds import words
from training.kinds.base import Chosen
from training.kinds.drafts import FALSE_WORDS, TRUE_WORDS, Draft, DraftOption, Problem, Words
from training.kinds.formats import GiftReader, GiftWriter, MoodleReader, MoodleWriter, XmlPart
from training.kinds.numbers import WHOLE

_TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}


class TrueFalse(Chosen):
    name = "true_false"
    label = words.gettext_noop("true or false")
    instruction = words.gettext_noop("Is this true or false?")
    has_texts = False
    keeps_when_empty = True
    gift_turn = 20
    moodle_types = ("truefalse",)

    def problems(self, options: Sequence[DraftOption]) -> Iterator[Problem]:
        if len(options) != 2 or sum(option.is_correct for option in options) != 1:
            yield Problem.TRUE_FALSE

    def normal(self, options: Sequence[DraftOption]) -> list[DraftOption]:
        if len(options) != 2:
            return super().normal(options)
        options = [replace(option, number="", tolerance="") for option in options]
        true, false = options if options[0].text.en != FALSE_WORDS["en"] else reversed(options)
        pairs = ((true, TRUE_WORDS), (false, FALSE_WORDS))
        return [replace(option, text=Words(**said), share=None) for option, said in pairs]

    def reads_gift(self, bare: str) -> bool:
        return _truth(bare) in _TRUTH

    def gift_read(self, bare: str, reader: GiftReader) -> list[DraftOption]:
        is_true = _TRUTH[_truth(bare)]
        wrong, right = [reader.words(text) for text in [*bare.split("#")[1:], "", ""][:2]]
        to_true, to_false = (right, wrong) if is_true else (wrong, right)
        return [
            DraftOption(Words(en="True"), is_correct=is_true, feedback=to_true),
            DraftOption(Words(en="False"), is_correct=not is_true, feedback=to_false),
        ]

    def gift_write(self, draft: Draft, writer: GiftWriter) -> str:
        true, false = draft.options
        right, wrong = (true, false) if true.is_correct else (false, true)
        said = [writer.field(option.feedback, draft) for option in (wrong, right)]
        tail = f"#{said[0]}#{said[1]}" if said[1] else f"#{said[0]}" if said[0] else ""
        return f"{'TRUE' if true.is_correct else 'FALSE'}{tail}"

    def moodle_read(self, part: XmlPart, reader: MoodleReader) -> list[DraftOption]:
        by_word = {answer.content.lower(): answer for answer in part.all("answer")}
        if set(by_word) != {"true", "false"}:
            raise reader.wrong("truefalse")
        return [reader.option(by_word[word], text=Words(en=word.title())) for word in ("true", "false")]

    def moodle_write(self, question: Element, draft: Draft, writer: MoodleWriter) -> None:
        for option, word in zip(draft.options, ("true", "false"), strict=True):
            writer.answer(question, WHOLE if option.is_correct else 0, word, option.feedback)

    def from_plain(self, data: Mapping[str, Any], both: Callable[[str, str], Words]) -> Iterator[DraftOption]:
        for said, truth in ((TRUE_WORDS, True), (FALSE_WORDS, False)):
            yield DraftOption(both(said["fa"], said["en"]), data["right"] is truth)


def _truth(bare: str) -> str:
    return bare.split("#")[0].strip().upper()
