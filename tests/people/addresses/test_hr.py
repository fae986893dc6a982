"""HR moves no address of an account that is in use."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from people import errors
from people.accounts.addresses import has_proven_address
from people.actions import (
    ask_for_address,
    change_staff_member,
    confirm_address,
    create_sign_in,
    prove_own_address,
    record_leaving,
    set_address,
    withdraw_leaving,
)
from people.models import AddressChange, User
from tests.factories.people import StaffFactory
from tests.people.addresses.world import AT, NEW, OLD, PAGE, RESET, on_file


def write_down(staff, email, by, commit):
    staff.refresh_from_db()
    with commit():
        change_staff_member(staff=staff, email=email, by=by.user, at=datetime.now(UTC))


def test_an_account_in_use_keeps_its_address_until_its_owner_says_so(people, client_for, mailoutbox, commit):
    narges = people.narges
    write_down(narges, NEW, people.hoda, commit)
    assert on_file(narges) == OLD and narges.user.is_in_use
    assert {mail.to[0] for mail in mailoutbox} == {OLD, NEW}
    mailoutbox.clear()
    for email in (NEW, OLD):
        with commit():
            Client().post(RESET, {"email": email})
    assert [mail.to for mail in mailoutbox] == [[OLD]], "links go where they went"
    page = client_for(people.hoda).get(narges.get_absolute_url()).content.decode()
    assert NEW in page and OLD in page
    change = AddressChange.objects.get()
    prove_own_address(change=change, by=User.objects.get(pk=narges.user_id), at=datetime.now(UTC))
    assert on_file(narges) == NEW


def test_the_same_is_so_for_whoever_signs_in_without_a_password(people, commit):
    User.objects.filter(pk=people.narges.user_id).update(password="!", last_login=AT)
    write_down(people.narges, NEW, people.hoda, commit)
    assert on_file(people.narges) == OLD


def test_saving_the_form_again_asks_nothing_anew(people, commit, mailoutbox):
    write_down(people.narges, NEW, people.hoda, commit)
    first = AddressChange.objects.get().key
    write_down(people.narges, NEW, people.hoda, commit)
    assert AddressChange.objects.get().key == first
    write_down(people.narges, OLD, people.hoda, commit)
    assert not AddressChange.objects.exists(), "back to what is on file: nothing waits"


def test_a_lost_mailbox_is_taken_away_at_once_and_told(people, commit, mailoutbox):
    write_down(people.narges, OLD, people.hoda, commit)
    write_down(people.narges, "", people.hoda, commit)
    assert on_file(people.narges) == "" and [OLD] in [mail.to for mail in mailoutbox]


def test_who_is_back_comes_in_over_the_address_that_was_theirs(people, commit):
    today = AT.date()
    record_leaving(staff=people.parisa, left_on=today, by=people.hoda.user, at=AT, on=today)
    withdraw_leaving(staff=people.parisa, by=people.hoda.user, at=AT)
    User.objects.filter(pk=people.parisa.user_id).update(last_login=AT)
    people.parisa.refresh_from_db()
    people.parisa.email = NEW
    people.parisa.save()
    user = create_sign_in(staff=people.parisa, username="parisa", by=people.hoda.user, at=AT)
    assert (user.email, AddressChange.objects.get().email) == ("parisa@aftab.example", NEW)


def test_two_people_put_it_on_file_for_an_owner_who_cannot_come_in(people):
    with pytest.raises(errors.NothingPending):
        confirm_address(user=people.narges.user, by=people.armin.user, at=AT)
    ask_for_address(user=people.narges.user, email=NEW, by=people.hoda.user, at=AT)
    with pytest.raises(errors.AboutOneself):
        confirm_address(user=people.narges.user, by=people.narges.user, at=AT)
    confirm_address(user=people.narges.user, by=people.armin.user, at=AT)
    assert on_file(people.narges) == NEW
    assert not has_proven_address(User.objects.get(pk=people.narges.user_id))
    with pytest.raises(errors.NothingPending):
        confirm_address(user=people.narges.user, by=people.armin.user, at=AT)
    with pytest.raises(errors.AboutOneself):
        set_address(user=people.narges.user, email=OLD, by=people.narges.user, at=AT)


@pytest.mark.parametrize(("password", "last_login", "in_use"), [("!", None, False), ("!", AT, True), ("", None, True)])
def test_an_account_is_in_use_once_its_owner_came_in_or_could(password, last_login, in_use, narges):
    user = narges.user
    user.password, user.last_login = password or user.password, last_login
    assert user.is_in_use == in_use


def test_the_page_tells_what_waits(narges, client_for):
    with time_machine.travel(AT):
        ask_for_address(user=narges.user, email=NEW, by=narges.user, at=AT)
    page = client_for(narges).get(PAGE).content.decode()
    assert NEW in page and OLD in page


def test_a_new_person_with_no_sign_in_has_no_address_to_move(people, commit):
    bare = StaffFactory(user=None, team=people.day_shift)
    write_down(bare, NEW, people.hoda, commit)
    assert not AddressChange.objects.exists()
