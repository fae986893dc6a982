"""An address belongs to one account."""

import ast
from datetime import UTC, datetime
from importlib import import_module

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from people import errors
from people.accounts.addresses import account_that_proved, has_proven_address
from people.actions import ask_for_address, prove_address, prove_own_address, set_address
from people.models import AddressChange, User
from tests.factories.people import PASSWORD
from tests.people.addresses.world import AT, NEW, OLD, PAGE, RESET, ask, link_in, on_file
from tests.test_architecture import TREES, name_of

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
