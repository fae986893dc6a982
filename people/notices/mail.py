"""Notices by mail, in the recipient's language. No score and no comment ever stands in one."""

import datetime as dt

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone

from kit.reader import reading_as
from people.company.organisation import organisation
from people.models import Notice
from people.notices.kinds import words_of

CLAIMED_FOR, TRIED_FOR = dt.timedelta(minutes=10), dt.timedelta(days=1)


def send_notice_mail(notice_id):
    """Mail one notice, once in the ordinary case and never less than once.

    It is claimed for a while and written down as mailed only when the mail server has it: a worker that is killed in
    between leaves it to the next one, which may then mail it a second time.
    """
    now = timezone.now()
    if not unmailed(at=now).filter(pk=notice_id).update(mailing_since=now):
        return False
    notice = Notice.objects.select_related("recipient").get(pk=notice_id)
    try:
        _send(notice)
    except Exception:
        Notice.objects.filter(pk=notice_id).update(mailing_since=None)
        raise
    Notice.objects.filter(pk=notice_id).update(mailed_at=timezone.now())
    return True


def unmailed(*, at):
    """Notices that are to be mailed and that no worker is at."""
    free = Q(mailing_since=None) | Q(mailing_since__lt=at - CLAIMED_FOR)
    rows = Notice.objects.filter(free, by_mail=True, mailed_at=None, recipient__is_active=True)
    return rows.exclude(recipient__email="")


def _send(notice):
    user = notice.recipient
    with reading_as(user.language, user.calendar, user.digits):
        title, body = words_of(notice)
        link = settings.BASE_URL + notice.url if notice.url.startswith("/") else settings.BASE_URL
        mail_person(user, "people/mail/notice", title, {"title": title, "body": body, "link": link})


def mail_person(user, template, subject, context, *, to=""):
    """To the address on file, or to another one of which the account must hear."""
    direction = "rtl" if user.language == "fa" else "ltr"
    context |= {"user": user, "organisation": organisation(), "language": user.language, "direction": direction}
    text = render_to_string(f"{template}.txt", context)
    mail = EmailMultiAlternatives(" ".join(subject.split()), text, to=[to or user.email])
    mail.attach_alternative(render_to_string(f"{template}.html", context), "text/html")
    mail.send()
