"""How leave moves a last day: the days of grace are counted without the days away."""

from collections import defaultdict
from datetime import timedelta

from people.models import Absence


def absences_of(staff_ids):
    """{staff id: [(first day away, first day back)]} in their order; one query."""
    found = defaultdict(list)
    rows = Absence.objects.standing().filter(staff__in=staff_ids).order_by("starts_on")
    for staff_id, starts_on, ends_on in rows.values_list("staff_id", "starts_on", "ends_on"):
        found[staff_id].append((starts_on, ends_on))
    return found


def days_away(start, end, absences):
    """How many days of leave lie in [start, end)."""
    return sum(max((min(back, end) - max(away, start)).days, 0) for away, back in absences)


def last_day(start, days, absences):
    """`days` after `start`, and one more for each day away between; `absences` as `absences_of` gives them."""
    due = start + timedelta(days=days)
    for away, back in sorted(absences):
        begin = max(away, start)
        if back > begin and begin <= due:
            due += back - begin
    return due
