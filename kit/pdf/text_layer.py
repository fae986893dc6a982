"""Persian that is read out of a document, searched and copied, as it was written.

WeasyPrint leaves half-spaces out, and gives «لا» one glyph that stands for two letters; readers that turn a line of
Persian round letter by letter then find «اصالح» where «اصلاح» was meant. So every letter gets a glyph of its own:
a half-space its own empty one, and a ligature shares its letters with another empty glyph of the font.
"""

import io
import re
from collections.abc import Hashable
from typing import Any

HALF_SPACE = "\u200c"
NEVER_DRAWN = "\u200d\u200e\u200f\ufeff\u200b"  # their glyphs are empty and lent to the letters of ligatures
NOTHING = "0.0"  # what stands in a line for a letter that draws nothing
PIECES = re.compile("<[0-9a-f]*>|[^<>]+")
GLYPHS = re.compile("[0-9a-f]{4}")


def spell_out() -> None:
    """From now on, in this process."""
    from weasyprint.pdf.stream import Stream

    show = Stream.show_text

    def show_spelled(stream, text):
        name = stream._current_font[0]
        font = next((each for each in stream._fonts.values() if each.hash == name), None)
        show(stream, text if font is None or font.bitmap else spelled(text, font))

    Stream.show_text = show_spelled


def spelled(text: str, font: Any) -> str:
    """The operand of TJ with half-spaces and with ligatures in two parts."""
    pieces = PIECES.findall(text)
    for place, piece in enumerate(pieces):
        if piece == NOTHING and _is_inside_a_word(pieces, place, font):
            pieces[place] = _half_space(font)
    return "".join(GLYPHS.sub(lambda found: _in_parts(found[0], font), piece) for piece in pieces)


def _is_inside_a_word(pieces, place, font):
    before = next((piece[-5:-1] for piece in reversed(pieces[:place]) if piece.startswith("<") and len(piece) > 2), "")
    after = next((piece[1:5] for piece in pieces[place + 1 :] if piece.startswith("<") and len(piece) > 2), "")
    return _is_persian(before, font) and _is_persian(after, font)


def _is_persian(glyph, font):
    letters = font.to_unicode.get(int(glyph, 16), "") if glyph else ""
    return "\u0620" <= letters[:1] <= "\u06ef"


def _half_space(font):
    glyph = empty_glyphs(font.hash, font.file_content).get(HALF_SPACE)
    if glyph is None:
        return NOTHING
    font.to_unicode[glyph], font.widths[glyph] = HALF_SPACE, 0
    return f"<{glyph:04x}>"


def _in_parts(hexadecimal, font):
    """A line of Persian runs from left to right in the file: the last letter of a ligature comes first."""
    glyph = int(hexadecimal, 16)
    parts = font.__dict__.setdefault("parts_of_ligatures", {})
    letters = font.to_unicode.get(glyph, "")
    if len(letters) == 2 and _is_persian(hexadecimal, font):
        lent = _lent(letters[0], font, parts)
        if lent is not None:
            font.to_unicode[glyph], parts[glyph] = letters[1], lent
    return f"{hexadecimal}{parts[glyph]:04x}" if glyph in parts else hexadecimal


def _lent(letter, font, parts):
    """The empty glyph that stands for a letter in this document; None where all are lent already."""
    empty = [glyph for name, glyph in empty_glyphs(font.hash, font.file_content).items() if name != HALF_SPACE]
    for glyph in empty:
        if font.to_unicode.get(glyph, letter) == letter:
            font.to_unicode[glyph], font.widths[glyph] = letter, 0
            return glyph
    return None


_EMPTY: dict[Hashable, dict[str, int]] = {}


def empty_glyphs(key: Hashable, content: bytes) -> dict[str, int]:
    """{letter: glyph} of those letters of a font that take no room."""
    if key not in _EMPTY:
        from fontTools.ttLib import TTFont

        with TTFont(io.BytesIO(content), lazy=True) as font:
            names, widths = font.getBestCmap() or {}, font["hmtx"].metrics
            wanted = {letter: names.get(ord(letter)) for letter in HALF_SPACE + NEVER_DRAWN}
            _EMPTY[key] = {k: font.getGlyphID(name) for k, name in wanted.items() if name and widths[name][0] == 0}
    return _EMPTY[key]
