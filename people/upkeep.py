"""By the worker (`kit.upkeep`)."""

from kit.dates.calendar import local_day
from kit.files.previews import Previews
from kit.upkeep import Chore
from people.actions import begin_recorded, close_departed, forget_departed, lapse_account_requests
from people.notices.tasks import mail_forgotten

# Where releases before the one way in kept files between upload and confirmation.
EARLIER = Previews("staff-import")


def keep_people_up(*, at):
    """Once a day. Sign-ins of those whose leaving day has come end, and only then what is recorded from today on
    begins; lists of earlier releases and requests whose time is over go, and names of those who left long enough ago
    for the company.
    """
    close_departed(on=local_day(at), at=at)
    begin_recorded(on=local_day(at), at=at)
    EARLIER.drop_expired(at=at)
    lapse_account_requests(at=at)
    forget_departed(on=local_day(at), at=at)


UPKEEP = (
    Chore("people.upkeep.keep_people_up", keep_people_up, daily=True),
    Chore("people.mail.mail_forgotten", mail_forgotten, every=600),
)
