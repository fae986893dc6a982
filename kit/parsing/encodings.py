"""In which letters a text was saved: by its mark, else UTF-8, else the most likely of the Windows encodings. Pure."""

import codecs
import re

from kit.parsing.refusal import Refused

_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What a person may choose where the guess is wrong.
CHOICES = ("utf-8", "cp1256", "cp1252", "cp1254", "cp1251", "utf-16-le", "utf-16-be")
SAMPLE = 64 * 1024
_WORD = re.compile(rb"[A-Za-z\x80-\xff]+")
# Letters of Arabic script in cp1256; the other places above 0x80 are Latin ones there, or signs.
_ARABIC = frozenset(byte for byte in range(0x80, 0x100) if "\u0600" <= bytes([byte]).decode("cp1256") <= "\u06ff") | {
    0x9D,
    0x9E,
}
_CYRILLIC_SMALL = frozenset(range(0xE0, 0x100))
# Turkish letters of cp1254, and those that stand with what cp1252 has in their place.
_TURKISH, _NORDIC = frozenset(b"\xd0\xdd\xde\xf0\xfd\xfe"), frozenset(b"\xc1\xc6\xcd\xd3\xda\xe1\xe6\xed\xf3\xfa")


def decoded(content: bytes, encoding: str = "") -> tuple[str, str]:
    """(text, the encoding it was read in). Raises Refused: these bytes are no text."""
    for name in [encoding] if encoding in CHOICES else _candidates(content):
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.removeprefix("\ufeff"), name
    raise Refused("no_table")


def _candidates(content):
    marked = next((name for mark, name in _MARKED if content.startswith(mark)), None)
    if marked:
        return [marked]
    sample = content[:SAMPLE]
    if 0 in sample:
        return _wide(sample)
    return ["utf-8", *_one_byte(sample), "cp1256", "latin-1"]


def _wide(sample):
    """UTF-16 without a mark: in every second byte stands the same alphabet, or nothing."""
    even, odd = sample[0::2], sample[1::2]
    high = {0, 6, 0x20, 0xFB, 0xFE}
    shares = {name: sum(byte in high for byte in half) for name, half in (("utf-16-le", odd), ("utf-16-be", even))}
    best = max(shares, key=shares.get)
    return [best] if shares[best] >= len(sample) // 2 * 0.9 and len(sample) > 3 else []


def _one_byte(sample):
    runs = [word for word in _WORD.findall(sample) if max(word) >= 0x80]
    foreign = [byte for run in runs for byte in run if byte >= 0x80]
    # Latin words have plain letters among the others; words of another script have none.
    letters = [byte for run in runs if len(run) > 1 and min(run) >= 0x80 for byte in run]
    if len(letters) * 2 < len(foreign):
        found = set(foreign)
        return ["cp1254", "cp1252"] if found & _TURKISH and not found & _NORDIC else ["cp1252"]
    small = sum(byte in _CYRILLIC_SMALL for byte in letters)
    arabic = sum(byte in _ARABIC for byte in letters)
    return ["cp1251"] if letters and small > 0.6 * len(letters) and arabic < 0.7 * len(letters) else ["cp1256"]
