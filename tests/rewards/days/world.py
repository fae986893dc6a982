"""The days of the plan, and which of them are paid."""

from datetime import date, timedelta

from rewards.computation.paid_days import shares_of

START, END = date(2026, 8, 22), date(2026, 11, 20)  # the plan's ninety days
MOVE = date(2026, 9, 21)  # thirty days in
ONE = timedelta(days=1)


def share_of(plan, staff):
    return shares_of(plan, [staff.pk])[staff.pk]


def paid(plan, staff):
    return [(span.starts_on, span.ends_on, span.contract_share) for span in share_of(plan, staff).paid]
