"""Walking the periods of work: what no action would have left so is named."""

from datetime import timedelta
from itertools import groupby, pairwise

from people.models import StaffMember, WorkPeriod


def problems(*, on):
    """Yield a sentence for whoever has overlapping periods, or a row that says something else than they do on `on`.

    What begins on the day itself may wait for the upkeep.
    """
    rows = WorkPeriod.objects.order_by("staff", "starts_on").values_list("staff__code", "starts_on", "ends_on")
    for code, spans in groupby(rows.iterator(), key=lambda row: row[0]):
        if _overlap(list(spans)):
            yield f"{code}: two periods of work have days in common"
    behind = StaffMember.objects.behind_on(on).behind_on(on - timedelta(days=1))
    for code in behind.order_by("code").values_list("code", flat=True):
        yield f"{code}: the person's row does not say what holds today"


def _overlap(spans):
    return any(end is None or end > start for (_, _, end), (_, start, _) in pairwise(spans))
