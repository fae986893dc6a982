"""A question as it is shown: in the reader's language, with this attempt's tokens; nothing tells what is right."""

from dataclasses import dataclass, field

from kit.phrases import listed
from kit.text.bilingual import active_language
from playbook.pictures.drawing import drawn
from training.kinds import kind_of, markup
from training.marking import engine


@dataclass(frozen=True)
class ShownQuestion:
    kind: str
    text: str
    is_html: bool
    options: list = field(default_factory=list)
    pairs: list = field(default_factory=list)
    written: str = ""

    @property
    def plain_text(self):
        return markup.plain(self.text) if self.is_html else self.text

    @property
    def asks(self):
        """The Kind: which fields it has, and how they are filled."""
        return kind_of(self.kind)


def shown(content, layout, given=None):
    """The question of a version's `content` in one attempt's `layout`, with what was `given` so far."""
    return ShownQuestion(
        kind=content["kind"],
        text=_text(content),
        is_html=content.get("format") == "html",
        **kind_of(content["kind"]).shown(content, layout, given, in_language),
    )


def previewed(content, chance):
    """The same for an author, laid out by chance."""
    return shown(content, kind_of(content["kind"]).layout(content, chance))


def in_language(texts, prefix=""):
    """The text of a dict with `fa` and `en` in the reader's language, or in the other one."""
    return texts[f"{prefix}{active_language()}"] or texts[f"{prefix}fa"] or texts[f"{prefix}en"]


def _text(content):
    text = in_language(content["text"])
    return drawn(text) if content.get("format") == "html" else text


def plain_text(content):
    text = in_language(content["text"])
    return markup.plain(text) if content.get("format") == "html" else text


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
        answered=listed(kind_of(content["kind"]).answered(content, given, chosen, in_language)) if given else "",
        points=rule.points(content, given),
        feedback=[text for text in [*said, general] if text],
    )
