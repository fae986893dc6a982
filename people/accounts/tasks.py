"""Mail about ways in, after the transaction that made it necessary."""

from django.utils import timezone
from django_tasks import task

from people.accounts.mail import (
    mail_link,
    send_address_proof,
    send_forgotten_password,
    send_sign_on_invitation,
    send_to_old_address,
)


@task()
def mail_sign_in_link(link_id):
    mail_link(link_id, at=timezone.now())


@task()
def mail_forgotten_password(email):
    """Asked for at the door. The same work is queued whoever was named: nobody reads from it who exists."""
    send_forgotten_password(email)


@task()
def mail_address_proof(change_id):
    send_address_proof(change_id)


@task()
def mail_old_address(user_id, old):
    send_to_old_address(user_id, old)


@task()
def mail_sign_on_invitation(user_id):
    send_sign_on_invitation(user_id)
