"""Questions as a GIFT file. What GIFT has no place for stands in comments that our reader (and Moodle) understands."""

import re
from collections.abc import Iterable, Iterator

from training.bank.languages import joined
from training.kinds import kind_of
from training.kinds.drafts import Draft, DraftOption, Words
from training.kinds.numbers import WHOLE, percent_text

_FORMAT = re.compile(r"\[(html|plain|markdown|moodle)\]", re.I)
_ESCAPES = str.maketrans({sign: f"\\{sign}" for sign in "\\~=#{}:"} | {"\n": "\\n"})


def write_gift(drafts: Iterable[Draft]) -> str:
    """The text of the file."""
    blocks, category = [], ""
    for draft in drafts:
        if draft.category != category:
            category = draft.category
            blocks.append(f"$CATEGORY: {' '.join(category.split())}")
        blocks.append(_block(draft))
    return "\n\n".join(blocks) + "\n"


def _block(draft: Draft) -> str:
    writer = _Writer()
    name = f"::{_escaped(draft.name)}::" if draft.name else ""
    body = f"{name}[{draft.text_format}]{_escaped(joined(draft.text))}{{{kind_of(draft.kind).gift_write(draft, writer)}"
    general = f"####{writer.field(draft.feedback, draft)}" if draft.feedback else ""
    return "\n".join([*_comments(draft), f"{body}{general}}}"])


def _comments(draft: Draft) -> Iterator[str]:
    marks = [f"[tag:{code}]" for code in draft.codes] + ([f"[weight:{draft.weight}]"] if draft.weight != 1 else [])
    if marks:
        yield f"// {' '.join(marks)}"
    for line in draft.note.splitlines():
        yield f"// {line}".rstrip()


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES).replace("->", "-\\>")


class _Writer:
    """What the kinds of questions ask of the format."""

    def field(self, words: Words, draft: Draft) -> str:
        """A text that is plain: where the question is not, or the text looks as if it had a format, it says so."""
        text = joined(words)
        says = text and (draft.text_format != "plain" or _FORMAT.match(text))
        return _escaped(f"[plain]{text}" if says else text)

    def feedback(self, option: DraftOption, draft: Draft) -> str:
        return f"#{self.field(option.feedback, draft)}" if option.feedback else ""

    def percent(self, share: int, text: str, bare: int | None) -> str:
        """%50% before an answer; nothing where the sign before it says the same, and the text is not taken for one."""
        return "" if share == bare and not text.startswith("%") else f"%{percent_text(share)}%"

    def worth(self, draft: Draft) -> list[int]:
        return [round(share * WHOLE) for share in kind_of(draft.kind).shares(draft.options)]
