"""From one cell to an answer: an outcome's, a number's, none, or something that the scale does not know."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from evaluations.scoring.scale_numbers import THOUSAND, NoNumber, end, in_digits, points, read_number
from kit.text.folding import fold

# Words for "no answer" that need not be named; they are compared folded. A word that is on the scale is an answer.
MISSING = frozenset(
    fold(word)
    for word in (
        "", "-", "--", "—", "–", "ـ", "n/a", "na", "n.a.", "#n/a", "null", "none", "nil", "nan", "not applicable",
        "not available", "missing", "ندارد", "نامشخص", "بدون پاسخ", "پیش نیامد", "پیش‌نیامد",
        "مصداق ندارد", "موردی ندارد", "خالی",
    )
)  # fmt: skip


@dataclass(frozen=True)
class ReadAnswer:
    """`value` in basis points, None where there is no answer; `given` the number of a scale of numbers."""

    value: int | None = None
    given: str = ""


NONE = ReadAnswer()


class NotOnScale(ValueError):
    """The message says what stands there and what would be right."""


def read_answer(text, scale, missing):
    """The ReadAnswer of a cell on a MappedScale. Raises NotOnScale."""
    folded = fold(text)
    outcome = scale.by_answer.get(folded)
    if outcome is not None:
        return ReadAnswer(outcome.value)
    if folded in missing:
        return NONE
    if not scale.is_numeric:
        raise NotOnScale(_("“%(text)s” is not on the scale") % {"text": text[:40]})
    try:
        given = read_number(text, most=scale.highest // THOUSAND)
        return ReadAnswer(points(given, scale), given)
    except NoNumber as problem:
        words = {
            "text": text[:40],
            "low": in_digits(end(scale.lowest)),
            "high": in_digits(end(scale.highest)),
        }
        raise NotOnScale(_("“%(text)s” is not a number from %(low)s to %(high)s") % words) from problem
