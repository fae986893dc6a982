"""What a kind of question says of itself. Each kind is one file beside this one: whatever depends on the kind asks it
here, and nothing else keeps a list of kinds. Pure, without Django.

`content` is a QuestionVersion's; `given` what is kept of an answer: a list of option keys, of [key of the left, key of
the right] pairs, or of the one text that was written. `say(texts, prefix)` is the text of a dict in the reader's
language.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random
from types import SimpleNamespace
from typing import Any
from xml.etree.ElementTree import Element

from kit.text.folding import tidy
from training.kinds import words
from training.kinds.drafts import Draft, DraftOption, Options, Problem, Words
from training.kinds.formats import GiftReader, GiftWriter, MoodleReader, MoodleWriter, XmlPart
from training.kinds.layout import UnknownAnswer, known_key, layout, tokens_of
from training.kinds.numbers import WHOLE
from training.kinds.shapes import Content, Given, LaidOut, Option, Say

MOST_PARTS = 12  # a share is at most a twelfth, as Moodle has them
MOST_TICKED, LONGEST_ANSWER = 60, 200
OPTIONS_HELP = words.gettext_noop("In any order: everybody sees them shuffled. Make all of them about equally long.")


@dataclass(frozen=True)
class Lines:
    """A line of the author's form for each option: the fields it asks for (a text is asked in both languages), how the
    lines are called, and how many empty ones stand there from the first. `marks_one`: one of them is right, marked
    beside it; `right_alone`: a line that stands alone is right without being ticked."""

    fields: tuple[str, ...]
    title: str
    line: str
    help: str
    empty: int
    marks_one: bool = False
    right_alone: bool = False


@dataclass(frozen=True)
class ShownOption:
    token: str
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class ShownPair:
    """The left half with its name in the form, and every right half to choose from."""

    token: str
    text: str
    options: list[ShownOption]


class Kind:
    """`label`, `instruction` and what `lines` says are marked for translation, and translated where they are shown.

    `template`: its fields in an attempt; `key_template`: an option as its author reads it. `columns` of an option that
    a version keeps beside its texts. `has_texts`: the author writes options in both languages. `options_earn`: each by
    itself. `said_by`: the field that options which are the same are told at. `lines` None: a form of its own.
    `gift_turn`: when a reader of GIFT asks it, lower ones first.
    """

    name = label = instruction = template = ""
    key_template = "training/kinds/key_text.html"
    columns: tuple[str, ...] = ()
    has_texts = options_earn = True
    said_by = "text"
    takes_several = is_number = keeps_when_empty = False
    lines: Lines | None = None
    gift_turn = 0
    moodle_types: tuple[str, ...] = ()

    # A draft ---------------------------------------------------------------------------------------------------------

    def problems(self, options: Sequence[DraftOption]) -> Iterator[Problem]:
        """What is wrong with the options of a draft, in the order in which one would mend it."""
        raise NotImplementedError

    def shares(self, options: Sequence[DraftOption]) -> list[Fraction]:
        """What each option is worth, as Fractions of 1."""
        pairs = zip(options, self.unsaid_shares(options), strict=True)
        return [own if option.share is None else Fraction(option.share, WHOLE) for option, own in pairs]

    def unsaid_shares(self, options: Sequence[DraftOption]) -> list[Fraction]:
        """The same where nothing is set: a right one everything, a wrong one nothing."""
        return [Fraction(int(option.is_correct)) for option in options]

    def normal(self, options: Sequence[DraftOption]) -> list[DraftOption]:
        """The one way among several to say the same: shares that go without saying are not said."""
        return self._normal_shares([replace(option, number="", tolerance="") for option in options])

    def _normal_shares(self, options: Sequence[DraftOption]) -> list[DraftOption]:
        worth = [whole(share) for share in self.shares(options)]
        bare = [replace(each, is_correct=own == WHOLE, share=None) for each, own in zip(options, worth, strict=True)]
        plain = [whole(share) for share in self.shares(bare)]
        return [
            option if each == own else replace(option, share=each)
            for option, each, own in zip(bare, worth, plain, strict=True)
        ]

    def forgiving(self, options: Options) -> tuple:
        """The options of a file, with what was rounded as it was meant."""
        return options

    def remarks(self, options: Sequence[DraftOption]) -> Iterator[tuple[str, str]]:
        """(name of a Remark, what it is about): how the options of a file were read that could have been meant
        otherwise."""
        return iter(())

    def from_plain(self, data: Mapping[str, Any], both: Callable[[str, str], Words]) -> Iterator[DraftOption]:
        """From a file of starters (see home.starters.questions); `both(fa, en)` makes Words. Raises KeyError where such
        files have no way to write this kind."""
        raise KeyError(self.name)

    # Marking: what comes out is the newest rule's (docs/adr/0016) -----------------------------------------------------

    def chosen(self, content: Content, given: Given) -> list[Option]:
        """The options that were chosen, or the first one that what was written agrees with."""
        return []

    def earned(self, content: Content, given: Given) -> Fraction:
        """What an answer earns of 1, never less than nothing."""
        return min(max(self._sum(content, given), Fraction(0)), Fraction(1))

    def _sum(self, content: Content, given: Given) -> Fraction:
        if not self.takes_several and len(given) != 1:
            return Fraction(0)
        worth = dict(zip((option["key"] for option in content["options"]), self._worth(content), strict=True))
        return sum((worth[option["key"]] for option in self.chosen(content, given)), Fraction(0))

    def _worth(self, content: Content) -> list[Fraction]:
        rows: list[Any] = [
            SimpleNamespace(is_correct=each["correct"], share=each.get("share")) for each in content["options"]
        ]
        return [_unrounded(share) for share in self.shares(rows)]

    # Asking ----------------------------------------------------------------------------------------------------------

    def layout(self, content: Content, chance: Random) -> list | dict:
        """How it is laid out in one attempt, as it is stored."""
        return []

    def posted(self, data: Any, layout: Any) -> Any:
        """What a form sent: see `given`."""
        return data.get("answer", "")

    def given(self, layout: Any, answer: Any) -> list | None:
        """The list to keep, None: nothing was answered. Raises UnknownAnswer or UnreadableAnswer.

        `answer`: a token; tokens, where several may be ticked; {left token: right token}, for pairs; else a text.
        """
        raise NotImplementedError

    def read_as(self, text: str) -> str:
        """As what it was read, where what was written could be read in two ways."""
        return ""

    def carried(self, given: Given, old: Content, new: Content) -> list:
        """What was given, in the option keys of the content `new`: the same key, or the option that reads the same."""
        return given

    # Showing ---------------------------------------------------------------------------------------------------------

    def shown(self, content: Content, layout: Any, given: Given | None, say: Say) -> dict:
        """Of a ShownQuestion: `options`, `pairs` or `written`."""
        raise NotImplementedError

    def answered(self, content: Content, given: Given, chosen: Sequence[Option], say: Say) -> list[str]:
        """What was answered, in words. Never names an option that was not chosen."""
        raise NotImplementedError

    def line(self, option: DraftOption, say: Say) -> str:
        """A draft's option in words."""
        return say(vars(option.text))

    # Files: `reader` and `writer` know the signs of the format (bank.gift_reader, bank.gift_writer) -------------------

    def reads_gift(self, bare: str) -> bool:
        """Is what stands between the brackets written in the way of this kind?"""
        raise NotImplementedError

    def gift_read(self, bare: str, reader: GiftReader) -> list[DraftOption]:
        raise NotImplementedError

    def gift_write(self, draft: Draft, writer: GiftWriter) -> str:
        raise NotImplementedError

    def reads_moodle(self, part: XmlPart) -> bool:
        """Of several kinds of the same type in Moodle XML: is this question of this one?"""
        return True

    def moodle_read(self, part: XmlPart, reader: MoodleReader) -> list[DraftOption]:
        raise NotImplementedError

    def moodle_write(self, question: Element, draft: Draft, writer: MoodleWriter) -> None:
        raise NotImplementedError


class Chosen(Kind):
    """One chooses among options."""

    template = "training/kinds/options.html"

    def problems(self, options: Sequence[DraftOption]) -> Iterator[Problem]:
        if len(options) < 2:
            yield Problem.FEW_OPTIONS
        if not all(option.text for option in options):
            yield Problem.EMPTY_OPTION
        if has_twins([option.text for option in options]):
            yield Problem.SAME_TWICE

    def chosen(self, content: Content, given: Given) -> list[Option]:
        return [option for option in content["options"] if option["key"] in given]

    def layout(self, content: Content, chance: Random) -> LaidOut | dict[str, LaidOut]:
        return layout([option["key"] for option in content["options"]], chance)

    def given(self, layout: Any, answer: Any) -> Given | None:
        return [known_key(layout, answer)]

    def carried(self, given: Given, old: Content, new: Content) -> Given:
        now = keys_now(old, new, ("fa", "en"))
        return sorted(now.get(key, key) for key in given)

    def shown(self, content: Content, layout: Any, given: Given | None, say: Say) -> dict[str, Any]:
        texts = {option["key"]: say(option) for option in content["options"]}
        ticked = tokens_of(layout, given)
        return {"options": [ShownOption(token, texts[key], token in ticked) for token, key in layout]}

    def answered(self, content: Content, given: Given, chosen: Sequence[Option], say: Say) -> list[str]:
        return [say(option) for option in chosen]

    def gift_read(self, bare: str, reader: GiftReader) -> list[DraftOption]:
        return [reader.option(*each) for each in reader.parts(bare)]

    def moodle_read(self, part: XmlPart, reader: MoodleReader) -> list[DraftOption]:
        return [reader.option(answer, text=reader.words(answer)) for answer in part.all("answer")]

    def from_plain(self, data: Mapping[str, Any], both: Callable[[str, str], Words]) -> Iterator[DraftOption]:
        right = data["right"] if isinstance(data["right"], list) else [data["right"]]
        for number, pair in enumerate(zip(data["options_fa"], data["options_en"], strict=True), start=1):
            yield DraftOption(both(*pair), number in right)


class Written(Kind):
    """One writes; the first accepted answer that agrees counts."""

    template = "training/kinds/written.html"

    def problems(self, options: Sequence[DraftOption]) -> Iterator[Problem]:
        if max(self.shares(options), default=0) != 1:
            yield Problem.NO_ANSWER

    def agrees(self, option: Option, text: str) -> bool:
        """Does what was written agree with an accepted answer?"""
        raise NotImplementedError

    def chosen(self, content: Content, given: Given) -> list[Option]:
        return [option for option in content["options"] if self.agrees(option, given[0])][:1]

    def given(self, layout: Any, answer: Any) -> Given | None:
        if not isinstance(answer, str) or len(answer) > LONGEST_ANSWER:
            raise UnknownAnswer
        text = tidy(answer)
        return [text] if text else None

    def shown(self, content: Content, layout: Any, given: Given | None, say: Say) -> dict[str, Any]:
        return {"written": given[0] if given else ""}

    def answered(self, content: Content, given: Given, chosen: Sequence[Option], say: Say) -> list[str]:
        return [given[0]]


def whole(share: Fraction) -> int:
    """A Fraction as a share of WHOLE."""
    return round(share * WHOLE)


def _unrounded(share: Fraction) -> Fraction:
    """33.33333 % is kept of a third, and counts as one."""
    near = share.limit_denominator(MOST_PARTS)
    return near if abs(near - share) * WHOLE <= 1 else share


def has_twins(texts: Iterable[Words]) -> bool:
    """Do two read the same to somebody, in Persian or in English?"""
    for mine, other in (("fa", "en"), ("en", "fa")):
        read = [" ".join((getattr(text, mine) or getattr(text, other)).split()) for text in texts if text]
        if len(set(read)) < len(read):
            return True
    return False


def said_twice(answers: Iterable[tuple[object, Fraction]]) -> Iterator[Problem]:
    """The same answer twice, with another worth: only the first would ever count."""
    worth: dict[object, object] = {}
    if any(worth.setdefault(answer, share) != share for answer, share in answers):
        yield Problem.SAME_TWICE


def keys_now(old: Content, new: Content, names: tuple[str, ...]) -> dict:
    """{key in the content `old`: key in `new`}, by themselves or by the texts `names`."""
    there = {option["key"] for option in new["options"]}
    by_text = {tuple(option[name] for name in names): option["key"] for option in new["options"]}
    pairs = ((each["key"], by_text.get(tuple(each[name] for name in names))) for each in old["options"])
    return {key: key if key in there else other for key, other in pairs if key in there or other}
