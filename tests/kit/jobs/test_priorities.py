"""Mail and notices never wait for the documents of a whole release; a document that somebody waits for goes first."""

from kit.documents.tasks import make_paper_later
from kit.processes.priorities import NOBODY_WAITS, SOMEBODY_WAITS
from people.notices.tasks import mail_notice


def test_documents_made_ahead_come_after_everything_else():
    assert make_paper_later.priority == NOBODY_WAITS
    assert NOBODY_WAITS < mail_notice.priority < SOMEBODY_WAITS
