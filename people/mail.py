"""Notices and links by mail, in the recipient's language. No score and no comment ever stands in one."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone

from kit.reader import reading_as
from people.models import Notice
from people.notices import words_of
from people.organisation import organisation


def send_notice_mail(notice_id):
    """Mail one notice once: it is claimed first, and given back when the mail server refuses."""
    claimed = Notice.objects.filter(pk=notice_id, mailed_at=None).exclude(recipient__email="")
    if not claimed.filter(recipient__is_active=True).update(mailed_at=timezone.now()):
        return False
    notice = Notice.objects.select_related("recipient").get(pk=notice_id)
    try:
        _send(notice)
    except Exception:
        Notice.objects.filter(pk=notice_id).update(mailed_at=None)
        raise
    return True


def _send(notice):
    user = notice.recipient
    with reading_as(user.language, user.calendar, user.digits):
        title, body = words_of(notice)
        link = settings.BASE_URL + notice.url if notice.url.startswith("/") else settings.BASE_URL
        _mail(user, "people/mail/notice", title, {"title": title, "body": body, "link": link})


def send_sign_in_link(user, link):
    """The link over which somebody chooses a password."""
    with reading_as(user.language, user.calendar, user.digits):
        subject = render_to_string("people/mail/sign_in_subject.txt").strip()
        _mail(user, "people/mail/sign_in", subject, {"link": link})


def _mail(user, template, subject, context):
    direction = "rtl" if user.language == "fa" else "ltr"
    context |= {"user": user, "organisation": organisation(), "language": user.language, "direction": direction}
    text = render_to_string(f"{template}.txt", context)
    mail = EmailMultiAlternatives(" ".join(subject.split()), text, to=[user.email])
    mail.attach_alternative(render_to_string(f"{template}.html", context), "text/html")
    mail.send()
