"""Once a day, by the worker (`kit.upkeep`)."""

from kit.calendar import local_day
from people.actions import begin_recorded, close_departed, forget_departed, lapse_account_requests
from people.staff_import.previews import drop_expired


def keep_people_up(*, at):
    """Sign-ins of those whose leaving day has come end, and only then what is recorded from today on begins; previews
    and requests whose time is over go, and names of those who left as long ago as the company set."""
    close_departed(on=local_day(at), at=at)
    begin_recorded(on=local_day(at), at=at)
    drop_expired(at=at)
    lapse_account_requests(at=at)
    forget_departed(on=local_day(at), at=at)
