"""Sending a line to somebody's inbox, and by mail. No score and no comment ever stands in a mail."""

from django.db import transaction

from people.models import Notice
from people.notices.kinds import is_known
from people.notices.tasks import mail_notice


def send_notice(*, to, kind, at, url="", dedupe_key, by_mail=True, **facts):
    """Put one notice into the inbox of a user and mail it after commit. `to` may be None: nobody to tell.

    `facts` fill the places in the kind's sentences: plain text, integers or ISO dates; never a score or a comment.
    Not `by_mail`: another mail of the day will tell it. The same `dedupe_key` for the same person is sent once.
    Returns the notice, or None when there was nothing to send.
    """
    if not is_known(kind):
        raise KeyError(f"unknown kind of notice: {kind}")
    if to is None or not to.is_active:
        return None
    notice, is_new = Notice.objects.get_or_create(
        recipient=to,
        dedupe_key=f"{kind}:{dedupe_key}"[:120],
        defaults={"kind": kind, "facts": facts, "url": url, "created_at": at, "by_mail": by_mail},
    )
    if is_new and by_mail:
        transaction.on_commit(lambda: _mail_later(notice.pk))
    return notice if is_new else None


def _mail_later(notice_id):
    if Notice.objects.filter(pk=notice_id, mailed_at=None).exists():
        mail_notice.enqueue(notice_id)
