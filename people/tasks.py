"""Where rows queued by 0.1.x look for these tasks. Nobody else does."""

from people.accounts.tasks import (
    mail_address_proof,
    mail_forgotten_password,
    mail_old_address,
    mail_sign_in_link,
    mail_sign_on_invitation,
)
from people.notices.tasks import mail_notice

__all__ = [
    "mail_address_proof",
    "mail_forgotten_password",
    "mail_notice",
    "mail_old_address",
    "mail_sign_in_link",
    "mail_sign_on_invitation",
]
