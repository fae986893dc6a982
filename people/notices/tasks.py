"""The mail of a notice, after the transaction that made it necessary."""

from django_tasks import task

from people.notices.mail import CLAIMED_FOR, TRIED_FOR, send_notice_mail, unmailed


@task()
def mail_notice(notice_id):
    send_notice_mail(notice_id)


def mail_forgotten(*, at):
    """Queue again what a killed worker or a mail server that was away left behind, for a day."""
    waiting = unmailed(at=at).filter(created_at__lt=at - CLAIMED_FOR, created_at__gt=at - TRIED_FOR)
    for notice_id in waiting.order_by("pk").values_list("pk", flat=True)[:500]:
        mail_notice.enqueue(notice_id)
