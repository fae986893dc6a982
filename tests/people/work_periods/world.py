"""The days of a person's work, as rows and as columns."""

from datetime import UTC, date, datetime, timedelta

from people.models import StaffMember

TODAY = date(2026, 11, 21)
AT = datetime(2026, 11, 21, 8, tzinfo=UTC)
JOINED = date(2024, 3, 20)
MOVE, LATER = date(2026, 10, 1), date(2026, 12, 1)
ONE = timedelta(days=1)


def spans_of(staff):
    """[(starts_on, ends_on, team code, share)] in their order."""
    rows = staff.work_periods.select_related("team").order_by("starts_on")
    return [(row.starts_on, row.ends_on, row.team.code, row.contract_share) for row in rows]


def columns_of(staff):
    staff = StaffMember.objects.select_related("team").get(pk=staff.pk)
    return staff.team.code, staff.contract_share, staff.joined_on, staff.left_on


def newest(staff):
    return staff.work_periods.order_by("starts_on").last()
