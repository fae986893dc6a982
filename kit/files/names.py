"""What a file is called that somebody takes along: words of their language, the day of their calendar."""

import re
from datetime import date

from django.utils import timezone

from kit.display import latin_digits, numericday

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
LONGEST = 80  # letters of the words


def file_name(words: object, ending: str, *, on: date | None = None) -> str:
    """«کارکنان 1405-09-06.xlsx», 'Staff 2026-11-27.xlsx'. Digits are Latin: names are sorted by programs."""
    day = latin_digits(numericday(on or timezone.localdate())).replace("/", "-")
    plain = " ".join(_FORBIDDEN.sub(" ", str(words)).split())
    return f"{plain[:LONGEST]} {day}.{ending}"
