"""When a person is forgotten: who may, what is waited for, the day that comes by itself."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from kit.audit.first_seals import seal_found
from kit.audit.models import AuditEntry
from people import errors
from people.actions import change_keeping, forget_departed
from people.links.forgetting import what_is_open
from people.links.person_links import all_person_links, made_up
from people.models import Forgotten, StaffMember
from tests.factories.people import employed
from tests.people.forgetting.world import LEFT, NOW, TODAY, forget
from tests.safety.evidence_world import make_world

# When ------------------------------------------------------------------------------------------------------------


def test_twice_does_nothing(gone, hoda, armin):
    first = forget(gone, hoda)
    with pytest.raises(errors.AlreadyForgotten):
        forget(gone, hoda)
    assert forget_departed(on=TODAY, at=NOW) == 0
    assert Forgotten.objects.get() == first


def test_two_at_once_are_one(gone, hoda):
    """Each read the person before the other wrote; the row is locked, and the database takes one."""
    mine, theirs = StaffMember.objects.get(pk=gone.pk), StaffMember.objects.get(pk=gone.pk)
    forget(mine, hoda)
    with pytest.raises(errors.AlreadyForgotten):
        forget(theirs, None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Forgotten.objects.create(staff=gone, stand_in="0000", forgotten_at=NOW)


@pytest.mark.parametrize("who", ["armin", "mina", "saeed", "parisa"])
def test_only_hr_forgets(gone, people, who):
    with pytest.raises(errors.HRAlone):
        forget(gone, getattr(people, who))


def test_nobody_forgets_themselves_or_who_is_at_work(people):
    with pytest.raises(errors.AboutOneself):
        forget(people.hoda, people.hoda)
    with pytest.raises(errors.StillAtWork):
        forget(people.narges, people.hoda)
    StaffMember.objects.filter(pk=people.narges.pk).update(left_on=TODAY + timedelta(days=1))
    with pytest.raises(errors.StillAtWork):
        forget(people.narges, None)


def test_by_hand_a_name_is_kept_for_thirty_days(gone, hoda):
    StaffMember.objects.filter(pk=gone.pk).update(left_on=TODAY - timedelta(days=29))
    with pytest.raises(errors.TooSoon) as refused:
        forget(gone, hoda)
    assert refused.value.since == TODAY + timedelta(days=1)
    StaffMember.objects.filter(pk=gone.pk).update(left_on=TODAY - timedelta(days=30))
    assert forget(gone, hoda)


def test_while_something_is_open_it_waits_and_says_why(db):
    world = make_world()
    people = world.people
    StaffMember.objects.filter(pk=people.narges.pk).update(left_on=LEFT, joined_on=date(2020, 1, 1))
    with pytest.raises(errors.SomethingOpen) as refused:
        forget(people.narges, people.hoda)
    said = " ".join(refused.value.reasons)
    assert len(refused.value.reasons) >= 3
    assert said == " ".join(what_is_open(people.narges)) and "%" not in said


def test_who_has_one_of_everything_is_forgotten_and_verify_is_clean(db, capsys):
    world = make_world()
    people = world.people
    employed(people.narges, left_on=LEFT, joined_on=date(2020, 1, 1))
    seal_found(at=NOW, again="factories")
    seal_found(at=NOW, again="left by hand")
    told = all_person_links()
    with made_up(*(replace(links, waits=()) for links in told), without=tuple(links.app for links in told)):
        forget(people.narges, people.hoda)
    call_command("verify")
    assert "everything adds up" in capsys.readouterr().out


# By itself -------------------------------------------------------------------------------------------------------


def test_the_day_that_the_company_sets_comes_by_itself(gone, hoda, people):
    assert forget_departed(on=TODAY, at=NOW) == 0  # names are kept for good unless the company says otherwise
    change_keeping(months=2, by=hoda.user, at=NOW)
    assert forget_departed(on=date(2026, 2, 1), at=NOW) == 0
    assert forget_departed(on=date(2026, 10, 20), at=NOW) == 1  # Behnam, who left at the turn of the year
    assert forget_departed(on=TODAY, at=NOW) == 1
    assert set(Forgotten.objects.values_list("staff__code", "by")) == {("P-77", None), ("P-behnam", None)}


def test_hr_and_administrators_set_the_day_and_nobody_else(people):
    for who in (people.hoda, people.armin):
        change_keeping(months=12, by=who.user, at=NOW)
    for who in (people.mina, people.saeed, people.narges):
        with pytest.raises(errors.NotForThisRole):
            change_keeping(months=1, by=who.user, at=NOW)
    assert AuditEntry.objects.filter(verb="organisation.keeping_changed").count() == 1
