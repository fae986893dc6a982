"""A question as it is shown: in the reader's language, with this attempt's tokens; nothing tells what is right."""

from dataclasses import dataclass

from kit.phrases import listed
from kit.text.bilingual import active_language
from playbook.pictures.drawing import drawn
from training.kinds import markup
from training.kinds.drafts import CHOSEN, MATCHING, WRITTEN
from training.marking import engine
from training.quiz.layout import LEFT, RIGHT, layout_of, tokens_of


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
    options: list


@dataclass(frozen=True)
class ShownQuestion:
    kind: str
    text: str
    is_html: bool
    options: list
    pairs: list
    written: str

    @property
    def plain_text(self):
        return markup.plain(self.text) if self.is_html else self.text

    @property
    def is_written(self):
        return self.kind in WRITTEN


def shown(content, layout, given=None):
    """The question of a version's `content` in one attempt's `layout`, with what was `given` so far."""
    return ShownQuestion(
        kind=content["kind"],
        text=_text(content),
        is_html=content.get("format") == "html",
        options=_options(content, layout, given) if content["kind"] in CHOSEN else [],
        pairs=_pairs(content, layout, given) if content["kind"] == MATCHING else [],
        written=given[0] if content["kind"] in WRITTEN and given else "",
    )


def previewed(content, chance):
    """The same for an author, laid out by chance."""
    return shown(content, layout_of(content, chance))


def in_language(texts, prefix=""):
    """The text of a dict with `fa` and `en` in the reader's language, or in the other one."""
    return texts[f"{prefix}{active_language()}"] or texts[f"{prefix}fa"] or texts[f"{prefix}en"]


def _text(content):
    text = in_language(content["text"])
    return drawn(text) if content.get("format") == "html" else text


def plain_text(content):
    text = in_language(content["text"])
    return markup.plain(text) if content.get("format") == "html" else text


def _options(content, layout, given):
    texts = {option["key"]: in_language(option) for option in content["options"]}
    chosen = tokens_of(layout, given)
    return [ShownOption(token, texts[key], token in chosen) for token, key in layout]


def _pairs(content, layout, given):
    options = {option["key"]: option for option in content["options"]}
    chosen = dict(given or ())
    return [
        ShownPair(
            left,
            in_language(options[key]),
            [
                ShownOption(right, in_language(options[other], "match_"), chosen.get(key) == other)
                for right, other in layout[RIGHT]
            ],
        )
        for left, key in layout[LEFT]
    ]


@dataclass(frozen=True)
class AnswerLine:
    """One question of a finished attempt: what was answered, how much of it was right, and what is said to that."""

    text: str
    answered: str
    points: int
    feedback: list

    @property
    def is_right(self):
        return self.points == engine.FULL


def answer_line(content, given, version=None):
    """Never names an option that was not chosen. `version`: the rule of marking; the newest unless said."""
    rule = engine.rule(version)
    chosen = rule.chosen(content, given)
    said = [in_language(option, "feedback_") for option in chosen]
    general = in_language(content["feedback"]) if "feedback" in content else ""
    return AnswerLine(
        text=plain_text(content),
        answered=_answered(content, given, chosen),
        points=rule.points(content, given),
        feedback=[text for text in [*said, general] if text],
    )


def _answered(content, given, chosen):
    if not given:
        return ""
    if content["kind"] in CHOSEN:
        return listed(in_language(option) for option in chosen)
    if content["kind"] in WRITTEN:
        return given[0]
    options = {option["key"]: option for option in content["options"]}
    return listed(f"{in_language(options[left])} – {in_language(options[right], 'match_')}" for left, right in given)
