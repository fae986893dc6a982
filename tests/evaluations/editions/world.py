"""A folder that changes: reworded, edited, frozen anew; and who works with which scorecard."""

from datetime import UTC, date, datetime, timedelta

from playbook.models import ChangeClass
from tests.factories.playbook import frozen_by, republish

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
DAYS = [date(2026, 3, 1), date(2026, 3, 10), date(2026, 3, 20)]
LATER = datetime(2026, 3, 12, 8, tzinfo=UTC)
MINOR, MAJOR = ChangeClass.MINOR, ChangeClass.MAJOR


def freeze(author, day=1, **classes):
    return frozen_by(author.user, DAYS[day], AT + timedelta(days=day), classes=classes)


def reworded(pages, author, day=1, text="با لبخند سلام می‌کند.", to=MAJOR):
    republish(pages[0], behaviour=text)
    return freeze(author, day, **{"DUR-01": to})


def editorial(pages, author, day=1, why="چون مهمان باید بداند."):
    republish(pages[0], why=why)
    return freeze(author, day)
