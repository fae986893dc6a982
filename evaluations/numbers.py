"""Numbers of evaluations: EV-1405-03187, counted within the Jalali year."""

from evaluations.models import EvaluationNumber
from kit.calendar import JALALI, parts


def take_numbers(day, count=1):
    """The next `count` numbers of the Jalali year of `day`. Must run inside a transaction: the counter stays locked."""
    year = parts(day, JALALI)[0]
    EvaluationNumber.objects.get_or_create(year=year)
    counter = EvaluationNumber.objects.select_for_update().get(year=year)
    first = counter.last + 1
    EvaluationNumber.objects.filter(year=year).update(last=counter.last + count)
    return [f"EV-{year}-{number:05}" for number in range(first, first + count)]


def revision_number(number, revision):
    """EV-1405-03187-2 is the second revision of EV-1405-03187."""
    return f"{number.rsplit('-', 1)[0] if number.count('-') > 2 else number}-{revision}"
