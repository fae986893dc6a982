"""Who is at work and has no way in yet, and which way the link would go."""

from django.db.models import Q

from kit.files.mails import mail_goes_out
from people.models import StaffMember

AT_A_TIME = 100
MAIL, PAPER, SECOND = "mail", "paper", "second"


def without_way(user, day):
    """People whom `user` may see, at work on `day` and staying, whose account is closed or who have none."""
    people = StaffMember.objects.visible_to(user).active_on(day).filter(left_on=None)
    return people.filter(Q(user=None) | Q(user__is_active=False))


def with_accounts(people):
    """The same rows with what the page and the rules ask of each, in as many questions for a hundred as for one."""
    return people.with_names().select_related("user").prefetch_related("user__groups")


def has_way(person):
    return person.user is not None and person.user.is_active


def way_to(person):
    """Where the first link goes, and the address of it: as `people.actions.issue_link` will decide."""
    account = person.user
    address = person.email or getattr(account, "email", "")
    if account and account.is_in_use:  # another address waits for its owner's proof
        address = account.email
    if address and mail_goes_out():
        return MAIL, address
    return (SECOND if account and account.last_login else PAPER), ""
