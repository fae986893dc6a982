"""Saeed sees it at work: noted in seconds, twice a day only once, and some courses wait for it."""

import re
from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from people.models import Notice
from tests.factories.training import ObservationFactory
from tests.training.world import NOON, make_course, make_edition, sit
from tests.worlds import built_once
from training.actions import (
    AttemptRefused,
    ObservationRefused,
    record_observation,
    start_attempt,
    withdraw_observation,
)
from training.duties import duties_for
from training.models import Completion, Observation
from training.progress.cards import course_card
from training.progress.competence import Competence, seen_counts, seen_for_course
from training.quiz.door import Refusal

TODAY = NOON.date()


def see(staff, saeed, standard, days=0):
    return record_observation(
        staff=staff, standard=standard, observer=saeed, seen_on=TODAY - timedelta(days=days), by=saeed.user, at=NOON
    )


@built_once
def edition():
    return make_edition()


@built_once
def course(edition):
    course = make_course(edition)
    course.needs_observation = True
    course.save()
    return course


def test_the_same_day_counts_once_and_says_so_once(narges, saeed, edition):
    standard = edition.standards.first()
    assert see(narges, saeed, standard) == see(narges, saeed, standard)
    assert Observation.objects.count() == 1
    assert Notice.objects.filter(recipient=narges.user, kind="training.observed").count() == 1


def test_the_database_refuses_what_cannot_be(narges, saeed, edition):
    standard = edition.standards.first()
    ObservationFactory(staff=narges, observer=saeed, standard=standard)
    with pytest.raises(IntegrityError):
        ObservationFactory(staff=narges, observer=saeed, standard=standard)


def test_nobody_is_seen_by_themselves_or_on_a_day_to_come_or_after_leaving(narges, saeed, behnam, edition):
    standard = edition.standards.first()
    for staff, days in [(saeed, 0), (narges, -1), (behnam, 0)]:
        with pytest.raises(ObservationRefused):
            see(staff, saeed, standard, days)
    assert Observation.objects.count() == 0


def test_a_behaviour_is_seen_from_the_second_day_on(narges, parisa, saeed, edition, django_assert_num_queries):
    standard = edition.standards.first()
    states = []
    for days in (0, 1):
        see(narges, saeed, standard, days)
        states.append(seen_counts(standard, [narges.pk])[narges.pk].state)
    assert states == [Competence.BEGUN, Competence.SEEN]
    with django_assert_num_queries(1):
        found = seen_counts(standard, [narges.pk, parisa.pk])
    assert found[parisa.pk].state == Competence.NOT_SEEN


def test_a_course_that_asks_for_it_waits_for_every_standard(narges, saeed, course, edition):
    attempt = sit(course, narges)
    assert attempt.is_passed and not Completion.objects.exists()
    with pytest.raises(AttemptRefused) as refused:
        start_attempt(course=course, staff=narges, by=narges.user, at=NOON)
    assert refused.value.door.refusal == Refusal.OBSERVATION
    standards = list(edition.standards.all())
    for standard in standards:
        for days in (0, 1):
            assert not Completion.objects.exists()
            see(narges, saeed, standard, days)
    assert Completion.objects.get().attempt == attempt


def test_being_seen_first_and_passing_then_completes_too(narges, saeed, course, edition):
    for standard in edition.standards.all():
        see(narges, saeed, standard, 0), see(narges, saeed, standard, 1)
    sit(course, narges)
    assert Completion.objects.count() == 1


def test_what_was_taken_back_does_not_count(narges, saeed, course, edition):
    sit(course, narges)
    standards = list(edition.standards.all())
    seen = [see(narges, saeed, standard, days) for standard in standards for days in (0, 1)][:-1]
    completed = Completion.objects.count()
    withdraw_observation(observation=seen[0], by=saeed.user, at=NOON)
    assert completed == 1
    found = {each.standard.code: each.count for each in seen_for_course(course, narges, None, TODAY)}
    assert found == {standards[0].code: 1, standards[1].code: 2, standards[2].code: 2}


def test_a_renewal_wants_to_be_seen_anew(narges, saeed, course, edition):
    for standard in edition.standards.all():
        see(narges, saeed, standard, 0), see(narges, saeed, standard, 1)
    assert [each.count for each in seen_for_course(course, narges, date(2026, 3, 9), TODAY)] == [1, 1, 1]


def test_progress_counts_the_quiz_and_waits_at_the_last_step(narges, course):
    sit(course, narges)
    card = course_card(course, narges, TODAY)
    assert (card.progress.done, card.progress.steps) == (2, 5)


def test_the_lead_is_told_who_waits_and_others_are_not(narges, parisa, saeed, kaveh, course):
    sit(course, narges), sit(course, parisa)
    (duty,) = [duty for duty in duties_for(saeed, TODAY) if duty.kind == "training.observation"]
    assert (duty.count, duty.url) == (2, reverse("training:observe"))
    assert duties_for(kaveh, TODAY) == []


def test_saeed_notes_it_in_one_page_and_takes_it_back(narges, saeed, edition, client_for):
    client, standard = client_for(saeed), edition.standards.first()
    url = reverse("training:observe")
    page = client.get(url, {"person": narges.key, "standard": standard.key}).content.decode()
    assert page.count("selected") == 2
    data = {
        "person": narges.key,
        "standard": standard.key,
        "seen_on": timezone.localdate().isoformat(),
        "note": "آفرین",
    }
    assert client.post(url, data).status_code == 302
    seen = Observation.objects.get()
    assert (seen.staff, seen.observer, seen.note) == (narges, saeed, "آفرین")
    client.post(reverse("training:withdraw_observation", args=[seen.key]))
    assert Observation.objects.standing().count() == 0


def test_nobody_of_another_team_can_be_chosen(kaveh, narges, saeed, edition, client_for):
    for person in (narges, kaveh):
        data = {"person": person.key, "standard": edition.standards.first().key, "seen_on": "2026-03-10"}
        assert client_for(kaveh).post(reverse("training:observe"), data).status_code == 422
    assert Observation.objects.count() == 0


def test_the_standards_page_says_how_often_it_was_seen(narges, parisa, saeed, kaveh, edition, client_for):
    standard = edition.standards.first()
    see(narges, saeed, standard)
    address = standard.get_absolute_url()
    assert "seen-at-work" in client_for(narges).get(address).content.decode()
    assert "seen-at-work" not in client_for(parisa).get(address).content.decode()
    page = client_for(saeed).get(address).content.decode()
    assert f"?person={parisa.key}&amp;standard={standard.key}" in page
    assert narges.key not in client_for(kaveh).get(address).content.decode()


def test_from_the_board_it_is_one_press_to_a_form_that_knows_the_person(people, client_for):
    standard = make_edition().standards.get(code="DUR-01")
    client, here = client_for(people.saeed), reverse("training:observe")
    assert f"{here}?person={people.narges.key}" in client.get(reverse("training:board")).content.decode()
    assert here not in client_for(people.hoda).get(reverse("training:board")).content.decode()
    assert here in client.get(reverse("training:team")).content.decode()
    form = client.get(here, {"person": people.narges.key}).content.decode()
    assert re.search(f'<option value="{people.narges.key}"\\s+selected>', form)
    assert f'<optgroup label="{standard.touchpoint_name}">' in form
    data = {"person": people.narges.key, "standard": standard.key, "seen_on": timezone.localdate().isoformat()}
    assert client.post(here, data).url == here
    assert Observation.objects.get().staff == people.narges
    assert "info" in [told.level_tag for told in client.post(here, data, follow=True).context["messages"]]
    assert Observation.objects.count() == 1
