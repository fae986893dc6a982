"""An address belongs to one account; its owner proves it; nobody else moves it once the account is in use."""

import ast
import re
from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from kit.audit.models import AuditEntry
from people import errors
from people.accounts.addresses import account_that_proved, has_proven_address
from people.accounts.sign_in import set_password_link
from people.actions import (
    ask_for_address,
    change_staff_member,
    confirm_address,
    create_sign_in,
    prove_address,
    prove_own_address,
    record_leaving,
    set_address,
    withdraw_address,
    withdraw_leaving,
)
from people.models import AddressChange, Notice, User
from tests.factories.people import PASSWORD, StaffFactory
from tests.test_architecture import TREES, name_of

AT = datetime(2026, 11, 1, 8, tzinfo=UTC)
NEW, OLD = "new@aftab.example", "narges@aftab.example"
PAGE, RESET = reverse("people:address"), reverse("account_reset_password")


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def on_file(staff):
    return User.objects.get(pk=staff.user_id).email


def verbs():
    return list(
        AuditEntry.objects.filter(verb__startswith="address.").values_list("verb", flat=True).order_by("number")
    )


def link_in(mail):
    return re.search(r"http://testserver(/\S+)", mail.body)[1]


def ask(client, email, commit):
    with commit():
        return client.post(PAGE, {"email": email})


# The owner -----------------------------------------------------------------------------------------------------------


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


# One account ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("email", ["parisa@aftab.example", "PARISA@Aftab.example"])
def test_an_address_of_another_account_is_refused_in_words(email, people, client_for, mailoutbox):
    page = client_for(people.narges).post(PAGE, {"email": email})
    assert page.status_code == 200 and list(page.context["form"].errors) == ["email"]
    with pytest.raises(errors.NameTaken):
        set_address(user=people.narges.user, email=email, by=people.hoda.user, at=AT)
    assert mailoutbox == []


def test_what_waits_bars_nobody_and_opens_nothing(people, mailoutbox, commit):
    """Narges writes Parisa's next address down for herself: it is still Parisa's to have."""
    ask_for_address(user=people.narges.user, email=NEW, by=people.narges.user, at=datetime.now(UTC))
    mailoutbox.clear()
    with commit():
        Client().post(RESET, {"email": NEW})
    assert mailoutbox == []
    stranger = Client()
    stranger.post(reverse("account_login"), {"login": NEW, "password": PASSWORD})
    assert "_auth_user_id" not in stranger.session
    assert account_that_proved(NEW) is None
    change = ask_for_address(user=people.parisa.user, email=NEW, by=people.parisa.user, at=AT)
    prove_own_address(change=change, by=people.parisa.user, at=AT)
    assert account_that_proved(NEW) == people.parisa.user


def test_proving_what_somebody_else_has_meanwhile_is_refused_in_words(people, client_for, mailoutbox, commit):
    client = client_for(people.narges)
    ask(client, NEW, commit)
    link = link_in(mailoutbox[0])
    User.objects.filter(pk=people.parisa.user_id).update(email=NEW.upper())
    page = client.post(link)
    assert page.status_code == 409 and "حساب دیگری" in page.content.decode()
    assert on_file(people.narges) == OLD


def test_two_at_once_one_has_it(people, monkeypatch):
    """Both looked before either wrote: the database says no, and the second hears it in words."""
    monkeypatch.setattr("people.actions.accounts.addresses._refuse_taken", lambda user, email: None)
    changes = [ask_for_address(user=who.user, email=NEW, by=who.user, at=AT) for who in (people.narges, people.parisa)]
    prove_own_address(change=changes[0], by=people.narges.user, at=AT)
    with pytest.raises(errors.NameTaken):
        prove_own_address(change=changes[1], by=people.parisa.user, at=AT)
    assert (on_file(people.narges), on_file(people.parisa)) == (NEW, "parisa@aftab.example")


def test_the_database_keeps_one_that_waits_for_an_account(narges):
    ask_for_address(user=narges.user, email=NEW, by=narges.user, at=AT)
    for email in ("other@aftab.example", ""):
        with pytest.raises(IntegrityError), transaction.atomic():
            AddressChange.objects.create(user=narges.user, email=email, asked_at=AT)


def test_a_proof_counts_only_for_what_is_on_file(narges, parisa):
    prove_address(user=narges.user, email=OLD, at=AT)
    User.objects.filter(pk=narges.user_id).update(email=NEW)
    assert not has_proven_address(User.objects.get(pk=narges.user_id))
    User.objects.filter(pk=parisa.user_id).update(email=OLD)
    assert account_that_proved(OLD) is None
    assert prove_address(user=User.objects.get(pk=parisa.user_id), email=OLD, at=AT)
    assert account_that_proved(OLD) == parisa.user


def test_letters_that_a_database_takes_for_one_are_two(narges, mailoutbox, commit):
    User.objects.filter(pk=narges.user_id).update(email="mike@aftab.example")
    with commit():
        Client().post(RESET, {"email": "mıke@aftab.example"})
    assert mailoutbox == []


# HR ------------------------------------------------------------------------------------------------------------------


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


# Links ---------------------------------------------------------------------------------------------------------------


def use(link, password="a wholly different password"):
    client = Client()
    form = client.get(link, follow=True)
    return client.post(form.request["PATH_INFO"], {"password1": password, "password2": password})


@pytest.mark.parametrize(("mailed", "proven"), [(True, True), (False, False)])
def test_a_mailed_link_proves_the_address_and_a_printed_one_does_not(mailed, proven, narges):
    assert use(set_password_link(narges.user, mailed=mailed)).status_code == 302
    assert has_proven_address(narges.user) == proven


def test_a_printed_link_does_not_pass_for_a_mailed_one(narges):
    link = set_password_link(narges.user, mailed=False)
    for forged in (f"{link}?by=mail", f"{link}?mailed=1"):
        Client().get(forged)
    use(f"{link}?by=mail")
    assert not has_proven_address(narges.user)


def test_a_link_dies_with_the_address_it_was_mailed_to(narges, hoda):
    link = set_password_link(narges.user, mailed=True)
    set_address(user=narges.user, email=NEW, by=hoda.user, at=AT)
    assert Client().get(link, follow=True).context["token_fail"] is True
    assert not EmailAddress.objects.exists()


def test_a_forgotten_password_is_mailed_to_the_address_on_file_over_base_url(narges, mailoutbox, commit, settings):
    User.objects.filter(pk=narges.user_id).update(email="Narges@Aftab.example")
    with commit():
        answer = Client().post(RESET, {"email": "NARGES@aftab.EXAMPLE"}, headers={"host": "evil.example"})
    assert answer.status_code == 302
    assert [mail.to for mail in mailoutbox] == [["Narges@Aftab.example"]]
    link = re.search(r"http\S+/reset/key/\S+", mailoutbox[0].body)[0]
    assert link.startswith(settings.BASE_URL)
    assert use(link).status_code == 302
    assert has_proven_address(User.objects.get(pk=narges.user_id))


def test_nobody_is_written_to_whom_we_do_not_know(narges, mailoutbox, commit):
    with commit():
        Client().post(RESET, {"email": "nobody@aftab.example"})
    assert mailoutbox == []


# What was there before -----------------------------------------------------------------------------------------------


def test_the_migration_keeps_what_is_proven_and_nothing_else(people):
    rows = [
        (people.narges, OLD, True),  # proven by single sign-on, on file, as HR wrote it down
        (people.parisa, "parisa@aftab.example", False),  # a copy that a reset link made
        (people.saeed, "kaveh@aftab.example", False),  # written down for himself
        (people.mina, "mina@aftab.example", True),  # proven, but HR wrote another one down
        (people.hoda, "old@aftab.example", True),  # proven once, no longer on file
    ]
    for staff, email, verified in rows:
        staff.email = staff.user.email if staff != people.mina else "other@aftab.example"
        staff.save()
        EmailAddress.objects.create(user=staff.user, email=email, verified=verified)
    migration = import_module("people.migrations.0008_proven_addresses")
    migration.keep_what_is_proven(apps, None)
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [(OLD, True, True)]


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


def test_no_other_code_puts_an_address_on_file():
    """`something.email = ...` and `.update(email=...)` stand in one place; a new account gets its address when made.

    What two people confirmed is written into the staff row too; who is forgotten has none any more.
    """
    found = set()
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            targets = node.targets if isinstance(node, ast.Assign) else []
            flat = [part for target in targets for part in getattr(target, "elts", [target])]
            written = any(isinstance(part, ast.Attribute) and part.attr == "email" for part in flat)
            called = node.func if isinstance(node, ast.Call) else None
            is_update = isinstance(called, ast.Attribute) and called.attr in ("update", "bulk_update", "get_or_create")
            if written or (is_update and any(word.arg == "email" for word in node.keywords)):
                found.add(name_of(path))
    ours = {"accounts/addresses", "accounts/requests", "accounts/sign_in", "forgetting"}
    assert found == {f"people/actions/{name}.py" for name in ours}
