"""A branch has a manager; one named person evaluates the managers."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from kit.audit.models import AuditEntry
from people import errors
from people.actions import appoint_manager, end_manager, name_managers_evaluator, record_leaving
from people.models import BranchManager, Organisation
from people.notices.kinds import words_of

STRUCTURE = reverse("people:structure")


def appoint(people, staff, *, by=None, since=None):
    by = by or people.hoda
    since = since or timezone.localdate()
    return appoint_manager(branch=people.valiasr, staff=staff, since=since, by=by.user, at=timezone.now())


def name(staff, by):
    return name_managers_evaluator(staff=staff, by=by.user, at=timezone.now())


def test_hr_appoints_a_manager_on_the_page_and_the_structure_says_so(people, client_for):
    people.hoda.user.language = "en"
    people.hoda.user.save()
    client, url = client_for(people.hoda), reverse("people:manager", args=[people.valiasr.key])
    assert url in client.get(STRUCTURE).content.decode()
    client.post(url, {"staff": people.mina.key})
    assert people.mina.managements.get().until is None
    assert f"managed by <bdi>{people.mina.name_in('en')}</bdi>" in client.get(STRUCTURE).content.decode()
    assert "Valiasr" in client.get(people.mina.get_absolute_url()).content.decode()
    notice = people.mina.user.notices.get(kind="people.manager_appointed")
    assert people.valiasr.name_fa in words_of(notice)[0]


def test_appointing_another_ends_the_one_before(people, client_for):
    appoint(people, people.mina, since=timezone.localdate() - timedelta(days=9))
    client_for(people.hoda).post(reverse("people:manager", args=[people.valiasr.key]), {"staff": people.saeed.key})
    rows = list(BranchManager.objects.order_by("since"))
    assert [(row.staff, row.until) for row in rows] == [(people.mina, timezone.localdate()), (people.saeed, None)]


def test_the_same_person_is_appointed_once(people):
    appoint(people, people.mina)
    with pytest.raises(errors.AlreadyManages):
        appoint(people, people.mina)
    with pytest.raises(IntegrityError), transaction.atomic():
        BranchManager.objects.create(branch=people.valiasr, staff=people.kaveh, since=timezone.localdate())


def test_nobody_appoints_or_ends_themselves(people):
    with pytest.raises(errors.AboutOneself):
        appoint(people, people.hoda)
    management = appoint(people, people.hoda, by=people.armin)
    with pytest.raises(errors.AboutOneself):
        end_manager(management=management, until=timezone.localdate(), by=people.hoda.user, at=timezone.now())
    with pytest.raises(errors.AboutOneself):
        appoint(people, people.mina)
    assert management.staff == BranchManager.objects.get().staff


def test_who_left_is_not_appointed(people):
    with pytest.raises(errors.NotAtWork):
        appoint(people, people.behnam)
    with pytest.raises(errors.NotAtWork):
        name(people.behnam, people.hoda)


def test_ending_is_done_once_and_what_never_began_disappears(people, client_for):
    management = appoint(people, people.mina)
    address = reverse("people:end_manager", args=[people.valiasr.key, people.mina.key])
    client_for(people.hoda).post(address)
    assert not BranchManager.objects.exists()
    with pytest.raises(errors.NotManaging):
        end_manager(management=management, until=timezone.localdate(), by=people.hoda.user, at=timezone.now())
    verbs = list(AuditEntry.objects.values_list("verb", flat=True))
    assert verbs == ["branch.manager_appointed", "branch.manager_ended"]


def test_hr_names_who_evaluates_the_managers(people, client_for):
    client, url = client_for(people.hoda), reverse("people:managers_evaluator")
    assert url in client.get(STRUCTURE).content.decode()
    client.post(url, {"staff": people.armin.key})
    assert Organisation.objects.get().managers_evaluator == people.armin
    assert people.armin.user.notices.filter(kind="people.managers_evaluator_named").count() == 1
    client.post(url, {"staff": people.armin.key})
    assert AuditEntry.objects.filter(verb="organisation.managers_evaluator_named").count() == 1


def test_nobody_names_themselves_nor_somebody_else_in_their_own_place(people, client_for):
    with pytest.raises(errors.AboutOneself):
        name(people.hoda, people.hoda)
    name(people.hoda, people.armin)
    with pytest.raises(errors.AboutOneself):
        name(people.mina, people.hoda)
    address = reverse("people:managers_evaluator")
    assert client_for(people.hoda).post(address, {"staff": people.mina.key}).status_code == 403
    assert Organisation.objects.get().managers_evaluator == people.hoda


def test_who_leaves_manages_nothing_and_evaluates_no_manager(people):
    today = timezone.localdate()
    management = appoint(people, people.kaveh, since=today - timedelta(days=30))
    name(people.kaveh, people.hoda)
    about = {"by": people.hoda.user, "at": timezone.now(), "on": today}
    record_leaving(staff=people.kaveh, left_on=today, **about)
    management.refresh_from_db()
    assert management.until == today
    assert Organisation.objects.get().managers_evaluator is None
