"""The scales that most companies want, to be had with one press. Values in basis points, best first.

"Did not arise" is no step of a scale: each criterion of a scorecard says whether it may be answered so.
"""

from dataclasses import dataclass

from kit.text.bilingual import bilingual


@dataclass(frozen=True)
class UsualScale:
    """`outcomes`: (label in Persian, in English, value, is it a pass)."""

    name_fa: str
    name_en: str
    outcomes: tuple

    name = bilingual("name")


USUAL = {
    "yes-no": UsualScale("بله یا نه", "Yes or no", (("بله", "Yes", 10000, True), ("نه", "No", 0, False))),
    "three": UsualScale(
        "سه پله",
        "Three steps",
        (("انجام شد", "Done", 10000, True), ("نیمه‌کاره", "Partly", 5000, True), ("انجام نشد", "Not done", 0, False)),
    ),
    "five": UsualScale(
        "پنج پله",
        "Five steps",
        (
            ("همیشه", "Always", 10000, True),
            ("بیشتر وقت‌ها", "Mostly", 7500, True),
            ("گاهی", "Sometimes", 5000, True),
            ("به‌ندرت", "Rarely", 2500, False),
            ("هرگز", "Never", 0, False),
        ),
    ),
}
