"""Without a mail server mails are files, and an administrator sees what waits for whom, without its links."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.mail import EmailMultiAlternatives, send_mail
from django.urls import reverse
from django.utils import timezone

from kit.files.mails import BACKEND, drop_old_mails, kept_mail, kept_names, mail_goes_out, text_of
from people.accounts.mail import mail_link
from people.accounts.sign_in import set_password_link
from people.actions import create_sign_in, issue_link, name_outside_person
from people.errors import SecondPersonNeeded
from people.models import LinkWay, SignInLink
from tests.factories.people import StaffFactory

AT = datetime(2026, 11, 1, 8, tzinfo=UTC)
MAILS = reverse("people:mails")


@pytest.fixture(autouse=True)
def in_files(settings, tmp_path):
    settings.EMAIL_BACKEND, settings.MAIL_ROOT = BACKEND, tmp_path / "mail"


@pytest.fixture
def mailed_link(people):
    """A password link that was mailed before the mail server went away."""
    link = SignInLink.objects.create(
        account=people.narges.user,
        issued_by=people.hoda.user,
        issued_at=timezone.now(),
        way=LinkWay.MAIL,
        address=people.narges.user.email,
        is_first=False,
    )
    assert mail_link(link.pk, at=timezone.now())
    return set_password_link(people.narges.user, mailed=True)


def test_each_mail_is_a_file_that_its_owner_alone_reads(settings):
    for n in range(3):
        send_mail(f"سلام {n}", "متن", None, ["narges@aftab.example"])
    newest, *_older = kept_names()
    assert len(kept_names()) == 3
    assert kept_mail(newest).subject == "سلام 2"
    path = Path(settings.MAIL_ROOT) / newest
    assert (stat.S_IMODE(path.stat().st_mode), stat.S_IMODE(path.parent.stat().st_mode)) == (0o600, 0o700)


def test_text_keeps_persian_and_loses_every_link():
    mail = EmailMultiAlternatives("x", "باز کنید:\nhttps://h.example/a/b-c/ و HTTP://h/x\nپایان", to=["a@b.example"])
    mail.attach_alternative("<script>1</script>", "text/html")
    mail.send()
    (name,) = kept_names()
    assert text_of(name, shows_links=False).split() == ["باز", "کنید:", "…", "و", "…", "پایان"]
    assert "https://h.example/a/b-c/" in text_of(name, shows_links=True)


@pytest.mark.parametrize("demo", [False, True])
def test_a_link_that_was_mailed_is_shown_to_nobody_outside_the_demo(demo, mailed_link, people, client_for, settings):
    settings.DEMO = demo
    client = client_for(people.armin)
    listed = client.get(MAILS)
    (row,) = listed.context["rows"]
    assert row.to == people.narges.user.email
    assert "/password/reset/" not in listed.text
    opened = client.get(reverse("people:mail", args=[row.name]))
    assert ("/password/reset/key/" in opened.text) is demo
    assert (mailed_link.split("/")[-2] in opened.text) is demo
    assert opened.status_code == 200


def test_what_a_mail_says_is_text_and_no_markup(people, client_for):
    send_mail("<b>x</b>", "<script>alert(1)</script>", None, ["narges@aftab.example"])
    page = client_for(people.armin).get(reverse("people:mail", args=kept_names()))
    assert "<script>alert(1)" not in page.text
    assert "&lt;script&gt;alert(1)" in page.text


@pytest.mark.parametrize("name", ["x", "..", "20261101T080000000000-0123456789abcdef", "20261101T080000000000-../../x"])
def test_no_other_file_is_opened(name, people, client_for, settings):
    Path(settings.MAIL_ROOT).mkdir()
    (Path(settings.MAIL_ROOT) / "x").write_text("Subject: x")
    assert client_for(people.armin).get(f"{MAILS}{name}/").status_code == 404


def test_the_list_pages_and_is_empty_before_the_first_mail(people, client_for):
    client = client_for(people.armin)
    assert client.get(MAILS).context["rows"] == []
    for n in range(51):
        send_mail(f"{n}", "x", None, ["narges@aftab.example"])
    assert [len(client.get(MAILS, {"page": n}).context["rows"]) for n in (1, 2)] == [50, 1]


def test_old_mails_go(settings):
    send_mail("x", "x", None, ["narges@aftab.example"])
    assert drop_old_mails(at=timezone.now()) == 0
    assert drop_old_mails(at=timezone.now() + timedelta(days=31)) == 1
    assert kept_names() == []


# Links of accounts, where no mail goes out ---------------------------------------------------------------------------


def test_a_first_link_is_handed_over_and_not_mailed(people):
    bare = StaffFactory(user=None, code="P-bare", email="bare@aftab.example")
    user = create_sign_in(staff=bare, username="bare", by=people.hoda.user, at=AT)
    assert mail_goes_out() is False
    assert issue_link(user=user, by=people.hoda.user, at=AT).way == LinkWay.PAPER


def test_an_account_in_use_takes_a_second_person(people, client_for):
    with pytest.raises(SecondPersonNeeded):
        issue_link(user=people.narges.user, by=people.hoda.user, at=AT)
    answer = client_for(people.hoda).post(reverse("people:staff_link", args=[people.narges.key]))
    assert answer["Location"] == reverse("people:ask", args=[people.narges.user.key, "link"])


def test_who_names_an_outside_person_never_gets_their_link(people):
    user = name_outside_person(name="Nader", email="nader@naron.example", by=people.hoda.user, at=AT)
    assert SignInLink.objects.get(account=user).way == LinkWay.MAIL


def test_the_page_says_how_the_link_will_come(people, client_for, settings):
    bare = StaffFactory(user=None, code="P-bare", email="bare@aftab.example")
    url = reverse("people:staff_sign_in", args=[bare.key])
    client = client_for(people.hoda)
    assert "bare@aftab.example" not in client.get(url).text
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert "bare@aftab.example" in client.get(url).text
