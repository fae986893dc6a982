"""Letters that nobody sees and that turn a name round: taken out wherever words come in, and of what goes out.

Kept are the half-space, the joiner inside Persian words and emoji, and the sign that makes a picture of a letter. An
overriding mark in a name (U+202E) would write the rest of a line, or of a file's name, backwards.
"""

import re

# Control characters apart from tab and new lines.
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
# Embeddings, overrides and isolates: each changes the direction of what follows.
_DIRECTIONS = "\u202a-\u202e\u2066-\u2069"
# Marks of direction, joiners of nothing, annotations, the byte order mark.
_UNSEEN = "\u061c\u200b\u200e\u200f\u2028\u2029\u2060-\u2065\u206a-\u206f\u180e\ufeff\ufff9-\ufffb"
# Halves of letters, tags, selectors of variants nobody draws (U+FE0F, a picture, is looked at below).
_HALVES, _TAGS, _VARIANTS = "\ud800-\udfff", "\U000e0000-\U000e01ef", "\ufe00-\ufe0e"
_GONE = re.compile(f"[{_CONTROLS}{_DIRECTIONS}{_UNSEEN}{_HALVES}{_TAGS}{_VARIANTS}]")
_TURNING = re.compile(f"[{_DIRECTIONS}{_HALVES}{_TAGS}]")
_PICTURE = "\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff"
_ARABIC = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
_JOINED = f"{_ARABIC}{_PICTURE}\ufe0f"
_LOOSE_JOINER = re.compile(f"(?<![{_JOINED}])\u200d(?![{_JOINED}])")
_LOOSE_PICTURE_SIGN = re.compile(f"(?<![{_PICTURE}0-9#*])\ufe0f")
_HALF_SPACES = re.compile("\u200c{2,}")
# The same, as JSON spells them: halves of letters in pairs spell a picture and stay, but for those of the tags.
_IN_JSON = re.compile(
    r"(?<!\\)((?:\\\\)*)(?:\\u(?:202[a-e]|206[0-9a-f]|200[bef]|061c|feff|fe0[0-9a-e]|000[0-8bcef]|001.|007f|00[89].)"
    r"|\\udb40\\ud[c-f]..)+",
    re.I,
)
# The same, as a header of an answer spells them.
_IN_HEADER = re.compile(
    "(?:%E2%80%(?:8B|8E|8F|A[89A-E])|%E2%81%A[0-9A-F]|%D8%9C|%EF%BB%BF|%F3%A0%8[0-7]%[89AB][0-9A-F])"
)


def seen(text: str) -> str:
    """`text` as it is kept: without what nobody sees. Half-spaces stay (one, where there were several)."""
    if text.isascii() and text.isprintable():
        return text
    text = _LOOSE_PICTURE_SIGN.sub("", _GONE.sub("", text))
    return _HALF_SPACES.sub("\u200c", _LOOSE_JOINER.sub("", text))


def seen_json(text: str) -> str:
    """JSON as text: the same, for letters that it spells out (an escaped backslash before `u` spells none)."""
    return _IN_JSON.sub(r"\1", seen(text)) if "\\u" in text else seen(text)


def straight(html: str) -> str:
    """What was kept before that held, on its way into a document: the marks that turn lines round go."""
    return _TURNING.sub("", html)


def seen_header(value: str) -> str:
    """A header that names a file: the same for its escaped letters."""
    return _IN_HEADER.sub("", value) if "%" in value else value
