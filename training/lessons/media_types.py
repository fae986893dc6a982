"""Which videos, sounds and captions are taken: told by their content, not by their name. Pure."""

import re
from pathlib import PurePath

MOST_BYTES = 200 * 1024 * 1024
MOST_CAPTIONS = 200_000
# Ending: (kind, what the file begins with, from which byte on).
KINDS: dict[str, tuple[str, tuple[bytes, ...], int]] = {
    ".mp4": ("video", (b"ftyp",), 4),
    ".webm": ("video", (b"\x1a\x45\xdf\xa3",), 0),
    ".m4a": ("audio", (b"ftyp",), 4),
    ".mp3": ("audio", (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa"), 0),
    ".ogg": ("audio", (b"OggS",), 0),
}
CUE = re.compile(r"^(?:\d+:)?[0-5]\d:[0-5]\d\.\d{3} --> (?:\d+:)?[0-5]\d:[0-5]\d\.\d{3}", re.M)
MARKS = re.compile(r"^(STYLE|REGION)\b", re.M)


def kind_of(name: str, start: bytes) -> str | None:
    """'video', 'audio', or None: not a file that browsers play, or not what its name says."""
    kind, beginnings, place = KINDS.get(PurePath(name).suffix.lower(), ("", (), 0))
    return kind if any(start[place:].startswith(mark) for mark in beginnings) else None


def is_captions(text: str) -> bool:
    """WebVTT with at least one cue, without styles of its own."""
    head = text.lstrip("\ufeff").split("\n", 1)[0].rstrip()
    is_vtt = head == "WEBVTT" or head.startswith(("WEBVTT ", "WEBVTT\t"))
    return is_vtt and len(text) <= MOST_CAPTIONS and bool(CUE.search(text)) and not MARKS.search(text)
