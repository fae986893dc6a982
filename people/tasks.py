from django_tasks import task


@task()
def mail_notice(notice_id):
    from people.mail import send_notice_mail

    send_notice_mail(notice_id)


@task()
def mail_forgotten_password(email):
    """Asked for at the door. The same work is queued whoever was named: nobody reads from it who exists."""
    from people.accounts.mail import send_forgotten_password

    send_forgotten_password(email)


@task()
def mail_address_proof(change_id):
    from people.accounts.mail import send_address_proof

    send_address_proof(change_id)


@task()
def mail_old_address(user_id, old):
    from people.accounts.mail import send_to_old_address

    send_to_old_address(user_id, old)


@task()
def mail_sign_on_invitation(user_id):
    from people.accounts.mail import send_sign_on_invitation

    send_sign_on_invitation(user_id)
