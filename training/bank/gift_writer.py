"""Questions as a GIFT file. What GIFT has no place for stands in comments that our reader (and Moodle) understands."""

import re

from training.bank.languages import joined
from training.kinds.drafts import MATCHING, MULTIPLE, NUMERIC, SHORT, SINGLE, TRUE_FALSE, shares
from training.kinds.numbers import ANYTHING, WHOLE, percent_text

_FORMAT = re.compile(r"\[(html|plain|markdown|moodle)\]", re.I)
_ESCAPES = str.maketrans({sign: f"\\{sign}" for sign in "\\~=#{}:"} | {"\n": "\\n"})


def write_gift(drafts):
    """The text of the file."""
    blocks, category = [], ""
    for draft in drafts:
        if draft.category != category:
            category = draft.category
            blocks.append(f"$CATEGORY: {' '.join(category.split())}")
        blocks.append(_block(draft))
    return "\n\n".join(blocks) + "\n"


def _block(draft):
    name = f"::{_escaped(draft.name)}::" if draft.name else ""
    body = f"{name}[{draft.text_format}]{_escaped(joined(draft.text))}{{{_ANSWERS[draft.kind](draft)}"
    general = f"####{_field(draft.feedback, draft)}" if draft.feedback else ""
    return "\n".join([*_comments(draft), f"{body}{general}}}"])


def _comments(draft):
    marks = [f"[tag:{code}]" for code in draft.codes] + ([f"[weight:{draft.weight}]"] if draft.weight != 1 else [])
    if marks:
        yield f"// {' '.join(marks)}"
    for line in draft.note.splitlines():
        yield f"// {line}".rstrip()


def _escaped(text):
    return text.translate(_ESCAPES).replace("->", "-\\>")


def _field(words, draft):
    """A text that is plain: where the question is not, or the text looks as if it had a format, it says so."""
    text = joined(words)
    says = text and (draft.text_format != "plain" or _FORMAT.match(text))
    return _escaped(f"[plain]{text}" if says else text)


def _feedback(option, draft):
    return f"#{_field(option.feedback, draft)}" if option.feedback else ""


def _percent(share, text, bare):
    """%50% before an answer; nothing where the sign before it says the same, and the text is not taken for one."""
    return "" if share == bare and not text.startswith("%") else f"%{percent_text(share)}%"


def _worth(draft):
    return [round(share * WHOLE) for share in shares(draft.kind, draft.options)]


def _chosen(draft):
    """One `=` is what makes it a single choice, one `~` what makes it a choice: a second right one is ~%100%."""
    lines, has_right = [], False
    for option, share in zip(draft.options, _worth(draft), strict=True):
        text = _field(option.text, draft)
        is_right = draft.kind == SINGLE and share == WHOLE and not has_right
        has_right = has_right or is_right
        percent = _percent(share, text, WHOLE if is_right else 0 if draft.kind == SINGLE else None)
        lines.append(f"\n\t{'=' if is_right else '~'}{percent}{text}{_feedback(option, draft)}")
    return "".join([*lines, "\n"])


def _true_false(draft):
    true, false = draft.options
    right, wrong = (true, false) if true.is_correct else (false, true)
    said = [_field(option.feedback, draft) for option in (wrong, right)]
    tail = f"#{said[0]}#{said[1]}" if said[1] else f"#{said[0]}" if said[0] else ""
    return f"{'TRUE' if true.is_correct else 'FALSE'}{tail}"


def _matching(draft):
    lines = (f"\n\t={_field(option.text, draft)} -> {_field(option.match, draft)}" for option in draft.options)
    return "".join([*lines, "\n"])


def _short(draft):
    lines = []
    for option, share in zip(draft.options, _worth(draft), strict=True):
        text = _field(option.text, draft)
        lines.append(f"\n\t={_percent(share, text, WHOLE)}{text}{_feedback(option, draft)}")
    return "".join([*lines, "\n"])


def _numeric(draft):
    lines = []
    for option, share in zip(draft.options, _worth(draft), strict=True):
        tolerance = f":{option.tolerance}" if option.tolerance else ""
        number = "" if option.number == ANYTHING else f"{option.number}{tolerance}"
        percent = "" if share == WHOLE else f"%{percent_text(share)}%"
        sign = "~" if option.number == ANYTHING and not share else "="
        lines.append(f"\n\t{sign}{'' if sign == '~' else percent}{number or ANYTHING}{_feedback(option, draft)}")
    return "#" + "".join([*lines, "\n"])


_ANSWERS = {
    SINGLE: _chosen,
    MULTIPLE: _chosen,
    TRUE_FALSE: _true_false,
    MATCHING: _matching,
    SHORT: _short,
    NUMERIC: _numeric,
}
