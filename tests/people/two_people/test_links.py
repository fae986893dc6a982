"""A link into an account is mailed to its owner or takes two people."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from people import errors
from people.actions import confirm_account_request, hand_over_link, issue_link, renew_sign_in
from people.models import AccountRequest, SignInLink, User
from tests.factories.people import PASSWORD
from tests.people.two_people.world import NOW, asked


def test_a_link_on_an_account_in_use_is_mailed_and_not_shown(narges, hoda, client_for, mailoutbox, commit):
    with commit():
        page = client_for(hoda).post(reverse("people:staff_link", args=[narges.key]))
    assert "/reset/key/" not in page.content.decode()
    assert mailoutbox[-1].to == [narges.user.email]
    assert "/reset/key/" in mailoutbox[-1].body


def test_without_an_address_it_takes_two_and_is_shown_once(narges, hoda, armin, client_for):
    User.objects.filter(pk=narges.user.pk).update(email="")
    narges.user.refresh_from_db()
    with pytest.raises(errors.SecondPersonNeeded):
        renew_sign_in(staff=narges, by=hoda.user, at=NOW)
    hr = client_for(hoda)
    led_on = hr.post(reverse("people:staff_link", args=[narges.key]))
    assert led_on["Location"] == reverse("people:ask", args=[narges.user.key, "link"])
    hr.post(led_on["Location"], {"reason": "رمز را فراموش کرده، کنار من است"})
    request = AccountRequest.objects.get()
    show = reverse("people:hand_over", args=[request.key])
    assert hr.post(show).status_code == 302
    client_for(armin).post(reverse("people:confirm_request", args=[request.key]))
    assert "/reset/key/" in hr.post(show).content.decode()
    assert hr.post(show).status_code == 302
    assert SignInLink.objects.get().is_first is False


def test_a_link_is_handed_over_by_those_two_alone_and_within_three_days(narges, hoda, armin, sara):
    request = confirm_account_request(request=asked(narges.user, hoda, kind="link"), by=armin.user, at=NOW)
    with pytest.raises(errors.NotTheSecondPerson):
        hand_over_link(request=request, by=sara.user, at=NOW)
    with pytest.raises(errors.AlreadyHandedOver):
        hand_over_link(request=request, by=hoda.user, at=NOW + timedelta(days=3))
    assert hand_over_link(request=request, by=armin.user, at=NOW + timedelta(days=2)).way == "paper"


def test_using_a_link_ends_all_sessions_and_tells(hoda, armin, sara, client_for, mailoutbox, commit):
    tablet = client_for(hoda)
    with commit():
        renew_sign_in(staff=hoda, by=armin.user, at=NOW)
    link = re.search(r"http://\S+", next(mail.body for mail in mailoutbox if mail.to == [hoda.user.email])).group()
    phone = Client()
    form = phone.get(link, follow=True)
    phone.post(form.request["PATH_INFO"], {"password1": PASSWORD + " 2", "password2": PASSWORD + " 2"})
    assert tablet.get(reverse("people:profile")).status_code == 302
    assert SignInLink.objects.get().used_at is not None
    assert "people.link_used" in hoda.user.notices.values_list("kind", flat=True)
    assert list(sara.user.notices.values_list("kind", flat=True)) == ["people.link_used_by"]


def test_a_used_link_of_somebody_without_a_role_tells_the_person_alone(narges, hoda, armin):
    from people.actions import record_link_used

    record_link_used(user=narges.user, at=NOW)
    assert list(narges.user.notices.values_list("kind", flat=True)) == ["people.link_used"]
    assert hoda.user.notices.count() == armin.user.notices.count() == 0


def test_a_changed_address_gets_its_link_when_a_second_person_confirmed(narges, hoda, armin, mailoutbox, commit):
    request = asked(narges.user, hoda, kind="address", address="narges@new.example")
    with commit():
        confirm_account_request(request=request, by=armin.user, at=NOW)
    narges.refresh_from_db()
    assert (narges.email, narges.user.email) == ("narges@new.example", "narges@new.example")
    assert [mail.to for mail in mailoutbox if "/reset/key/" in mail.body] == [["narges@new.example"]]


def test_no_link_is_made_for_an_address_that_is_no_longer_on_file(narges, hoda, mailoutbox, commit):
    from people.accounts.mail import mail_link

    link = issue_link(user=narges.user, by=hoda.user, at=NOW)
    User.objects.filter(pk=narges.user.pk).update(email="other@aftab.example")
    assert mail_link(link.pk, at=NOW) is False
    assert mailoutbox == []
