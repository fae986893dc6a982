"""Numbers of evaluations: EV-1405-03187, counted within the Jalali year."""

import re

from evaluations.models import Evaluation, EvaluationNumber
from kit.dates.calendar import JALALI, parts
from kit.text.folding import fold

# EV-1405-03187-2 as people write it: the prefix, the year, the zeros and the revision may be missing.
_WRITTEN = re.compile(r"(?:ev|#)?[ /-]*(?:([0-9]{4})[ /-]+)?0*([1-9][0-9]{0,6})(?:-([1-9][0-9]?))?")
MOST_REVISIONS = 9


def take_numbers(day, count=1):
    """The next `count` numbers of the Jalali year of `day`. Must run inside a transaction: the counter stays locked."""
    year = parts(day, JALALI)[0]
    EvaluationNumber.objects.get_or_create(year=year)
    counter = EvaluationNumber.objects.select_for_update().get(year=year)
    first = counter.last + 1
    EvaluationNumber.objects.filter(year=year).update(last=counter.last + count)
    return [_first_number(year, number) for number in range(first, first + count)]


def _first_number(year, number):
    return f"EV-{year}-{number:05}"


def revision_number(number, revision):
    """EV-1405-03187-2 is the second revision of EV-1405-03187."""
    return f"{number.rsplit('-', 1)[0] if number.count('-') > 2 else number}-{revision}"


def numbered(text):
    """Evaluations that the text names by number, in any digits, with or without prefix, year and revision. It is for
    the caller to say whose: `numbered(text).visible_to(user)`."""
    written = _WRITTEN.fullmatch(fold(text))
    if written is None:
        return Evaluation.objects.none()
    year, number, revision = written.groups()
    years = [year] if year else EvaluationNumber.objects.values_list("year", flat=True)
    firsts = [_first_number(each, int(number)) for each in years]
    revisions = [int(revision)] if revision else range(1, MOST_REVISIONS + 1)
    wanted = [first if each == 1 else revision_number(first, each) for first in firsts for each in revisions]
    return Evaluation.objects.filter(number__in=wanted)
