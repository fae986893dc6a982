"""Pairs: for each left half one chooses the right one. A right half without a left one fits nothing.

The two halves are drawn apart, and right halves that read the same stand there once.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from random import Random
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from training.kinds import words
from training.kinds.base import Kind, Lines, ShownOption, ShownPair, has_twins, keys_now
from training.kinds.drafts import Draft, DraftOption, Problem, Words
from training.kinds.formats import GiftReader, GiftWriter, MoodleReader, MoodleWriter, XmlPart
from training.kinds.layout import LEFT, RIGHT, UnknownAnswer, known_key, layout
from training.kinds.shapes import Content, Given, LaidOut, Option, Say


class Matching(Kind):
    name = "matching"
    label = words.gettext_noop("pairs")
    instruction = words.gettext_noop("Choose for each one what goes with it.")
    template = "training/kinds/pairs.html"
    key_template = "training/kinds/key_pair.html"
    columns = ("match_fa", "match_en")
    options_earn = False
    lines = Lines(
        ("text", "match"),
        words.gettext_noop("Pairs"),
        words.gettext_noop("Pair"),
        words.gettext_noop("A line without its left half is one more answer that fits nothing."),
        empty=4,
    )
    gift_turn = 50
    moodle_types = ("matching",)

    def problems(self, options: Sequence[DraftOption]) -> Iterator[Problem]:
        pairs = [option for option in options if option.text]
        if len(pairs) < 2:
            yield Problem.FEW_PAIRS
        if not all(option.match for option in options):
            yield Problem.HALF_PAIR
        if has_twins([option.text for option in pairs]):
            yield Problem.SAME_TWICE

    def normal(self, options: Sequence[DraftOption]) -> list[DraftOption]:
        return [DraftOption(text=option.text, match=option.match) for option in options]

    def earned(self, content: Content, given: Given) -> Fraction:
        same = canonical_matches(content["options"])
        left = _left_keys(content)
        pairs = {pair[0]: pair[1] for pair in given}
        right = sum(same.get(pairs.get(key)) == same[key] for key in left)
        return Fraction(right, len(left))

    def layout(self, content: Content, chance: Random) -> LaidOut | dict[str, LaidOut]:
        left, right = _left_keys(content), dict.fromkeys(canonical_matches(content["options"]).values())
        return {LEFT: layout(left, chance), RIGHT: layout(right, chance)}

    def posted(self, data: Any, layout: Any) -> Any:
        return {token: data.get(token, "") for token, _key in layout[LEFT]}

    def given(self, layout: Any, answer: Any) -> Given | None:
        if not isinstance(answer, dict):
            raise UnknownAnswer
        chosen = {
            known_key(layout[LEFT], left): right and known_key(layout[RIGHT], right) for left, right in answer.items()
        }
        return [[left, chosen[left]] for _token, left in layout[LEFT] if chosen.get(left)] or None

    def carried(self, given: Given, old: Content, new: Content) -> Given:
        text, match = keys_now(old, new, ("fa", "en")), keys_now(old, new, ("match_fa", "match_en"))
        return [[text.get(left, left), match.get(right, right)] for left, right in given]

    def shown(self, content: Content, layout: Any, given: Given | None, say: Say) -> dict[str, Any]:
        options = {option["key"]: option for option in content["options"]}
        chosen = dict(given or ())
        return {
            "pairs": [
                ShownPair(
                    left,
                    say(options[key]),
                    [
                        ShownOption(right, say(options[other], "match_"), chosen.get(key) == other)
                        for right, other in layout[RIGHT]
                    ],
                )
                for left, key in layout[LEFT]
            ]
        }

    def answered(self, content: Content, given: Given, chosen: Sequence[Option], say: Say) -> list[str]:
        options = {option["key"]: option for option in content["options"]}
        return [f"{say(options[left])} – {say(options[right], 'match_')}" for left, right in given]

    def line(self, option: DraftOption, say: Say) -> str:
        text, match = say(vars(option.text)), say(vars(option.match))
        return f"{text} – {match}" if match else text

    def reads_gift(self, bare: str) -> bool:
        return "=" in bare and "->" in bare

    def gift_read(self, bare: str, reader: GiftReader) -> list[DraftOption]:
        options = []
        for _sign, pair in reader.parts(bare):
            left, arrow, right = pair.partition("->")
            if not arrow:
                raise reader.wrong(pair)
            right, said, _feedback = right.partition("#")
            if said:
                reader.lose_feedback_of_pair()
            options.append(DraftOption(text=reader.words(left), match=reader.words(right)))
        return options

    def gift_write(self, draft: Draft, writer: GiftWriter) -> str:
        pairs = ((writer.field(option.text, draft), writer.field(option.match, draft)) for option in draft.options)
        return "".join([*(f"\n\t={left} -> {right}" for left, right in pairs), "\n"])

    def moodle_read(self, part: XmlPart, reader: MoodleReader) -> list[DraftOption]:
        pairs = [(pair, pair.first("answer")) for pair in part.all("subquestion")]
        return [DraftOption(text=reader.words(pair), match=reader.words(answer, "moodle")) for pair, answer in pairs]

    def moodle_write(self, question: Element, draft: Draft, writer: MoodleWriter) -> None:
        SubElement(question, "shuffleanswers").text = "true"
        for option in draft.options:
            pair = SubElement(question, "subquestion", format="plain_text")
            writer.text(pair, option.text)
            writer.text(SubElement(pair, "answer", format="plain_text"), option.match)

    def from_plain(self, data: Mapping[str, Any], both: Callable[[str, str], Words]) -> Iterator[DraftOption]:
        for (left_fa, right_fa), (left_en, right_en) in zip(data["pairs_fa"], data["pairs_en"], strict=True):
            yield DraftOption(both(left_fa, left_en), True, match=both(right_fa, right_en))


def _left_keys(content: Content) -> list[str]:
    return [option["key"] for option in content["options"] if option["fa"] or option["en"]]


def canonical_matches(options: Sequence[Option]) -> dict:
    """{option key: key that stands for its right half}: halves that read the same are one."""
    first: dict[tuple[str, str], str] = {}
    return {each["key"]: first.setdefault((each["match_fa"], each["match_en"]), each["key"]) for each in options}
