"""Mail, after the transaction that made it necessary."""

from django.utils import timezone
from django_tasks import task

from people.mail import mail_link, send_notice_mail


@task()
def mail_notice(notice_id):
    send_notice_mail(notice_id)


@task()
def mail_sign_in_link(link_id):
    mail_link(link_id, at=timezone.now())
