"""Codes that the company need not think up: out of the name in Latin letters, or the next number."""

import re
import unicodedata
from itertools import count

from django.db import IntegrityError, transaction

from people.models import StaffMember

LONGEST = 20
FIRST_NUMBER = "1001"
LATEST = 50

# Short vowels are not written in Persian, nor here: «شیفت شب» is "shift-shb".
LATIN = {
    **dict(zip("اأإآبپتثجچحخدذرزژسشصضطظعغفقکكگلمنوؤهةیيئىءۀ", [
        "a", "a", "a", "a", "b", "p", "t", "s", "j", "ch", "h", "kh", "d", "z", "r", "z", "zh", "s", "sh", "s", "z",
        "t", "z", "a", "gh", "f", "gh", "k", "k", "g", "l", "m", "n", "v", "v", "h", "h", "i", "i", "i", "i", "", "h",
    ], strict=True)),
    "\u200c": "-",
}  # fmt: skip
_NUMBER = re.compile(r"^(.*?)(\d+)$")


def latin(text: str) -> str:
    """Small Latin letters and digits, words joined by hyphens; empty where nothing of it can be written so."""
    spelt = "".join(LATIN.get(letter, letter) for letter in unicodedata.normalize("NFKC", text))
    plain = unicodedata.normalize("NFKD", spelt).lower()
    plain = "".join(_digit(letter) for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _digit(letter):
    return str(unicodedata.digit(letter)) if letter.isdigit() else letter


def codes_for(name: str, fallback: str, longest: int = LONGEST):
    """Proposals without end: "night-shift", "night-shift-2", … at most `longest` characters each."""
    stem = latin(name)[:longest].strip("-") or fallback
    yield stem
    for number in count(2):
        end = f"-{number}"
        yield stem[: longest - len(end)].rstrip("-") + end


def next_numbers(known):
    """Proposals without end: the numbers after the highest, in the style of the newest code. `known`: newest first."""
    known = list(known)
    style = next((match for code in known if (match := _NUMBER.match(code))), _NUMBER.match(FIRST_NUMBER))
    stem, digits = style.groups()
    used = [int(match[2]) for code in known if (match := _NUMBER.match(code)) and match[1] == stem]
    for number in count(max(used, default=int(digits) - 1) + 1):
        yield f"{stem}{number:0{len(digits)}}"


def next_codes_of_staff():
    """Personnel codes that may come next: in the style of whoever was taken on last and still works here."""
    newest = StaffMember.objects.order_by("-pk").values_list("code", flat=True)
    at_work = newest.filter(left_on=None)[:LATEST]
    style = next((match[1] for code in at_work if (match := _NUMBER.match(code))), None)
    return next_numbers([] if style is None else newest.filter(code__startswith=style))


def create_with_code(model, facts, proposals):
    """Make the row with the first of the proposed codes that nobody took, also not at this very instant."""
    for code in proposals:
        if _is_taken(model, code):
            continue
        try:
            with transaction.atomic():
                return model.objects.create(**{**facts, "code": code})
        except IntegrityError:
            if not _is_taken(model, code):
                raise
    raise AssertionError("proposals never end")


def _is_taken(model, code):
    return model.objects.filter(code=code).exists()
