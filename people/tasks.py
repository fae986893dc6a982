from django_tasks import task


@task()
def mail_notice(notice_id):
    from people.mail import send_notice_mail

    send_notice_mail(notice_id)
