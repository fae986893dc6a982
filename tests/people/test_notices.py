"""The inbox and the mails: once, in the recipient's language, for the recipient alone."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.module_loading import import_string

from people.actions import appoint_lead
from people.models import Notice
from people.notices.kinds import words_of
from people.notices.mail import send_notice_mail
from people.notices.sending import send_notice
from people.notices.tasks import mail_forgotten

AT = datetime(2026, 11, 1, 8, tzinfo=UTC)
INBOX = reverse("people:inbox")


def welcome(staff, number=1, **more):
    return send_notice(to=staff.user, kind="people.welcome", at=AT, dedupe_key=number, **more)


def test_the_same_notice_is_sent_once(narges):
    assert [bool(welcome(narges)), bool(welcome(narges))] == [True, False]


def test_an_unknown_kind_is_a_mistake_of_the_sender(narges):
    with pytest.raises(KeyError):
        send_notice(to=narges.user, kind="people.nothing", at=AT, dedupe_key=1)


def test_nobody_who_left_is_told(behnam):
    behnam.user.is_active = False
    assert welcome(behnam) is None


def test_a_mail_goes_out_once_in_the_recipients_language(people, django_capture_on_commit_callbacks):
    people.parisa.user.language = "en"
    people.parisa.user.save()
    with django_capture_on_commit_callbacks(execute=True):
        appoint_lead(team=people.day_shift, staff=people.parisa, since=AT.date(), by=people.hoda.user, at=AT)
    (sent,) = mail.outbox
    assert sent.subject == "You now lead the team Valiasr day shift"
    assert 'dir="ltr"' in sent.alternatives[0].content
    assert send_notice_mail(Notice.objects.get().pk) is False
    assert len(mail.outbox) == 1


def test_a_persian_mail_runs_from_right_to_left(people):
    notice = welcome(people.narges)
    send_notice_mail(notice.pk)
    assert 'lang="fa" dir="rtl"' in mail.outbox[0].alternatives[0].content


def test_a_mail_that_fails_is_tried_again(narges, monkeypatch):
    notice = welcome(narges)

    def broken(*args, **kwargs):
        raise OSError("no mail server")

    monkeypatch.setattr("people.notices.mail._send", broken)
    with pytest.raises(OSError, match="no mail server"):
        send_notice_mail(notice.pk)
    monkeypatch.undo()
    assert send_notice_mail(notice.pk) is True


def test_a_killed_worker_leaves_the_mail_to_the_next(narges, monkeypatch, django_capture_on_commit_callbacks):
    """As if with -9: nothing is given back, nothing is written down."""
    notice = welcome(narges)

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("people.notices.mail._send", killed)
    with pytest.raises(KeyboardInterrupt):
        send_notice_mail(notice.pk)
    monkeypatch.undo()
    assert send_notice_mail(notice.pk) is False, "somebody may still be at it"
    Notice.objects.update(mailing_since=AT)
    with django_capture_on_commit_callbacks(execute=True):
        mail_forgotten(at=AT + timedelta(hours=2))
    assert len(mail.outbox) == 1 and Notice.objects.get().mailed_at
    with django_capture_on_commit_callbacks(execute=True):
        mail_forgotten(at=AT + timedelta(hours=2))
    assert len(mail.outbox) == 1


def test_what_nobody_could_mail_for_a_day_is_let_be(narges, django_capture_on_commit_callbacks):
    welcome(narges)
    with django_capture_on_commit_callbacks(execute=True):
        mail_forgotten(at=AT + timedelta(minutes=5))
        mail_forgotten(at=AT + timedelta(days=2))
    assert mail.outbox == []


def test_two_workers_mail_it_once(narges, monkeypatch):
    notice, sent = welcome(narges), []

    def send(row):
        sent.append(row.pk)
        assert send_notice_mail(row.pk) is False

    monkeypatch.setattr("people.notices.mail._send", send)
    assert send_notice_mail(notice.pk) is True
    assert sent == [notice.pk]


def test_opening_by_post_marks_as_read_and_by_get_does_not(narges, client_for):
    notice, client = welcome(narges, url=reverse("people:profile")), client_for(narges)
    url = reverse("people:open_notice", args=[notice.key])
    assert client.get(url)["Location"] == reverse("people:profile")
    assert Notice.objects.get().read_at is None
    client.post(url)
    first = Notice.objects.get().read_at
    client.post(url)
    assert Notice.objects.get().read_at == first is not None


def test_somebody_elses_notice_does_not_exist(narges, parisa, client_for):
    url = reverse("people:open_notice", args=[welcome(narges).key])
    assert [client_for(parisa).get(url).status_code, client_for(parisa).post(url).status_code] == [404, 404]


def test_marking_all_reads_ones_own(narges, parisa, client_for):
    welcome(narges), welcome(parisa)
    client_for(narges).post(reverse("people:read_all"))
    assert set(Notice.objects.filter(read_at=None).values_list("recipient", flat=True)) == {parisa.user.pk}


def test_the_inbox_costs_the_same_for_one_and_for_twenty(narges, client_for, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_for(narges)
    welcome(narges)
    client.get(INBOX)
    with CaptureQueriesContext(connection) as one:
        client.get(INBOX)
    for number in range(2, 22):
        welcome(narges, number)
    with django_assert_num_queries(len(one)):
        client.get(INBOX)


def test_a_notice_of_a_forgotten_kind_is_still_readable(narges):
    notice = welcome(narges)
    notice.kind = "gone.kind"
    assert words_of(notice)[1] == ""


@pytest.mark.parametrize(
    "name",
    ["mail_notice", "mail_sign_in_link", "mail_forgotten_password", "mail_address_proof", "mail_old_address",
     "mail_sign_on_invitation"],
)  # fmt: skip
def test_what_an_earlier_release_queued_is_still_found(name):
    """Rows name a task by the path that it had when they were queued; new rows name where it is now."""
    task = import_string(f"people.tasks.{name}")
    assert task.module_path in (f"people.notices.tasks.{name}", f"people.accounts.tasks.{name}")
    assert import_string(task.module_path) is task
