"""The owner of an address proves it; the old one is told."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from kit.audit.models import AuditEntry
from people import errors
from people.accounts.addresses import has_proven_address
from people.actions import ask_for_address, prove_own_address, withdraw_address
from people.models import AddressChange, Notice, User
from tests.people.addresses.world import AT, NEW, OLD, PAGE, ask, link_in, on_file


def verbs():
    return list(
        AuditEntry.objects.filter(verb__startswith="address.").values_list("verb", flat=True).order_by("number")
    )


def test_the_owner_proves_a_new_address_and_the_old_one_is_told(narges, client_for, mailoutbox, commit):
    client = client_for(narges)
    ask(client, NEW, commit)
    assert (on_file(narges), [mail.to for mail in mailoutbox]) == (OLD, [[NEW]])
    link = link_in(mailoutbox[0])
    assert client.get(link).status_code == 200
    assert on_file(narges) == OLD, "a machine that opens links changes nothing"
    with commit():
        client.post(link)
    assert on_file(narges) == NEW and has_proven_address(User.objects.get(pk=narges.user_id))
    assert verbs() == ["address.asked", "address.changed"]
    assert [OLD] in [mail.to for mail in mailoutbox[1:]]
    assert Notice.objects.filter(recipient=narges.user, kind="people.address_changed").count() == 1
    assert client.post(link).status_code == 409, "the link is good once"


def test_the_password_is_asked_for_again(narges, client_for, mailoutbox):
    client = client_for(narges, just_signed_in=False)
    assert client.post(PAGE, {"email": NEW})["Location"].startswith(reverse("account_reauthenticate"))
    change = ask_for_address(user=narges.user, email=NEW, by=narges.user, at=datetime.now(UTC))
    from people.accounts.tokens import address_token

    link = reverse("people:prove_address", args=[address_token(change)])
    assert client.post(link)["Location"].startswith(reverse("account_reauthenticate"))
    assert on_file(narges) == OLD


def test_somebody_else_does_nothing_with_the_link(narges, parisa, client_for, mailoutbox, commit):
    ask(client_for(narges), NEW, commit)
    link = link_in(mailoutbox[0])
    assert client_for(parisa).post(link).status_code == 409
    assert Client().get(link)["Location"].startswith(reverse("account_login"))
    with pytest.raises(errors.NotTheirs):
        prove_own_address(change=AddressChange.objects.get(), by=parisa.user, at=datetime.now(UTC))
    assert (on_file(narges), on_file(parisa)) == (OLD, "parisa@aftab.example")


@pytest.mark.parametrize(("hours", "works"), [(0, True), (23, True), (24, False), (25, False)])
def test_the_link_is_good_for_a_day(hours, works, narges):
    change = ask_for_address(user=narges.user, email=NEW, by=narges.user, at=AT)
    late = AT + timedelta(hours=hours)
    if works:
        prove_own_address(change=change, by=narges.user, at=late)
    else:
        with pytest.raises(errors.LinkTooOld):
            prove_own_address(change=change, by=narges.user, at=late)
    assert on_file(narges) == (NEW if works else OLD)


def test_a_newer_link_ends_the_older_one(narges):
    first = ask_for_address(user=narges.user, email="first@aftab.example", by=narges.user, at=AT)
    second = ask_for_address(user=narges.user, email=NEW, by=narges.user, at=AT)
    with pytest.raises(errors.LinkTooOld):
        prove_own_address(change=first, by=narges.user, at=AT)
    prove_own_address(change=second, by=narges.user, at=AT)
    with pytest.raises(errors.LinkTooOld):
        prove_own_address(change=second, by=narges.user, at=AT)
    assert on_file(narges) == NEW


def test_the_address_on_file_is_proven_in_the_same_way(narges, client_for, mailoutbox, commit):
    client = client_for(narges)
    ask(client, OLD.title(), commit)
    client.post(link_in(mailoutbox[0]))
    assert has_proven_address(narges.user) and verbs() == ["address.asked", "address.proven"]
    ask(client, OLD, commit)
    assert len(mailoutbox) == 1 and not AddressChange.objects.exists(), "there is nothing left to prove"


def test_it_is_taken_back_by_its_owner(narges, client_for):
    ask_for_address(user=narges.user, email=NEW, by=narges.user, at=AT)
    client_for(narges).post(reverse("people:withdraw_address"))
    assert not AddressChange.objects.exists()
    with pytest.raises(errors.NothingPending):
        withdraw_address(user=narges.user, by=narges.user, at=AT)


def test_asking_is_bounded(narges, client_for, mailoutbox, commit):
    client = client_for(narges)
    answers = [ask(client, f"n{number}@aftab.example", commit).status_code for number in range(7)]
    assert answers == [302] * 5 + [200] * 2 and len(mailoutbox) == 5
