"""How well a colour is read on another: the contrast ratio of WCAG 2.2 (1 to 21), in hundredths."""

import re

COLOUR = re.compile(r"#[0-9a-f]{6}")
READABLE = 450
PAPER = "#ffffff"


def contrast(colour: str, ground: str = PAPER) -> int:
    """Of two colours like "#0b6764": 663 is 6.63 to 1."""
    light, dark = sorted((_luminance(colour), _luminance(ground)), reverse=True)
    return int((light + 0.05) / (dark + 0.05) * 100)


def _luminance(colour):
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share):
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
