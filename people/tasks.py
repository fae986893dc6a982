from django.utils import timezone
from django_tasks import task


@task()
def mail_notice(notice_id):
    from people.mail import send_notice_mail

    send_notice_mail(notice_id)


@task()
def keep_up():
    """Once a day: sign-ins of those whose leaving day has come end, forgotten import previews go."""
    from people.actions import close_departed
    from people.staff_import.previews import drop_expired

    at = timezone.now()
    close_departed(on=timezone.localdate(at), at=at)
    drop_expired(at=at)
