"""Narges reads and signs; nobody signs for her."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from people.models import Notice
from playbook import errors
from playbook.actions import sign_standard
from playbook.actions.announcements import announce_edition
from playbook.duties import duties_for
from playbook.models import Signature
from playbook.signatures.standings import (
    has_signed_edition,
    required_standards,
    signature_counts,
    unsigned_standings,
    who_must_sign,
)
from tests.factories.people import StaffFactory
from tests.factories.playbook import EFFECTIVE_ON, SignatureFactory, frozen_edition
from tests.worlds import built_once

AT = datetime(2026, 1, 3, 8, tzinfo=UTC)
TODAY = date(2026, 1, 3)


@built_once
def edition(people):
    return frozen_edition(standards=3)


def test_signing_keeps_the_hash_of_what_was_read(edition, narges):
    standard = edition.standards.first()
    signature = sign_standard(standard=standard, staff=narges, by=narges.user, at=AT, language="en")
    assert (signature.text_hash, signature.signed_at, signature.language) == (standard.text_hash, AT, "en")


def test_signing_twice_is_signing_once(edition, narges):
    standard = edition.standards.first()
    first = sign_standard(standard=standard, staff=narges, by=narges.user, at=AT)
    assert sign_standard(standard=standard, staff=narges, by=narges.user, at=AT + timedelta(days=1)) == first
    with pytest.raises(IntegrityError), transaction.atomic():
        SignatureFactory(staff=narges, frozen_standard=standard)
    assert Signature.objects.count() == 1


def test_nobody_signs_for_somebody_else(edition, narges, parisa, hoda):
    for other in (parisa, hoda):
        with pytest.raises(errors.NotYourSignature):
            sign_standard(standard=edition.standards.first(), staff=narges, by=other.user, at=AT)
    assert not Signature.objects.exists()


def test_only_the_edition_in_force_is_signed(edition, narges):
    old = edition.standards.first()
    frozen_edition(effective_on=TODAY)
    with pytest.raises(errors.EditionNotInForce):
        sign_standard(standard=old, staff=narges, by=narges.user, at=AT)


def test_an_edition_of_tomorrow_waits(people, narges):
    coming = frozen_edition(effective_on=TODAY + timedelta(days=1))
    with pytest.raises(errors.EditionNotInForce):
        sign_standard(standard=coming.standards.first(), staff=narges, by=narges.user, at=AT)
    assert unsigned_standings(narges, TODAY) == []


def test_a_standard_of_another_role_is_not_hers_to_sign(people, narges):
    edition = frozen_edition(standards=1, roles=[people.server])
    assert list(required_standards(narges, edition)) == []
    with pytest.raises(errors.StandardNotBinding):
        sign_standard(standard=edition.standards.get(), staff=narges, by=narges.user, at=AT)


def test_counts_tell_required_signed_and_overdue(people, narges, parisa):
    edition = frozen_edition(standards=2, roles=[people.barista])
    sign_standard(standard=edition.standards.first(), staff=narges, by=narges.user, at=AT)
    on_time, late = EFFECTIVE_ON + timedelta(days=7), EFFECTIVE_ON + timedelta(days=8)
    assert signature_counts([narges.pk, parisa.pk], on_time)[narges.pk].overdue == 0
    counts = signature_counts([narges.pk, parisa.pk], late)
    assert (counts[narges.pk].required, counts[narges.pk].signed, counts[narges.pk].overdue) == (2, 1, 1)
    assert (counts[parisa.pk].required, counts[parisa.pk].is_complete) == (0, True)
    assert has_signed_edition(parisa.pk, late)
    assert not has_signed_edition(narges.pk, late)


def test_a_joiner_has_seven_days_from_joining(edition, people):
    newcomer = StaffFactory(team=people.day_shift, job_role=people.barista, joined_on=TODAY)
    assert {standing.due_on for standing in unsigned_standings(newcomer, TODAY)} == {TODAY + timedelta(days=7)}


def test_critical_standards_wait_in_front(people, narges):
    edition = frozen_edition(standards=2)
    edition.standards.filter(position=2).update(is_critical=True)
    assert [standing.standard.position for standing in unsigned_standings(narges, TODAY)] == [2, 1]


def test_the_duty_says_how_many_and_until_when(edition, narges):
    (duty,) = duties_for(narges, TODAY)
    assert (duty.kind, duty.count, duty.due_on) == ("playbook.sign", 3, EFFECTIVE_ON + timedelta(days=7))
    for standard in edition.standards.all():
        sign_standard(standard=standard, staff=narges, by=narges.user, at=AT)
    assert duties_for(narges, TODAY) == []


def test_everyone_who_must_sign_is_told_once(edition, people, narges, behnam):
    sign_all = edition.standards.all()
    for standard in sign_all:
        sign_standard(standard=standard, staff=narges, by=narges.user, at=AT)
    assert narges.pk not in who_must_sign(edition, TODAY)
    assert announce_edition(edition=edition, at=AT) == 6
    assert announce_edition(edition=edition, at=AT) == 0
    assert not Notice.objects.filter(recipient__in=[narges.user, behnam.user]).exists()


def test_counting_asks_the_same_questions_for_one_and_for_thirty(people, narges):
    def queries(staff_ids):
        with CaptureQueriesContext(connection) as found:
            signature_counts(staff_ids, TODAY)
        return len(found)

    frozen_edition(standards=1, roles=[people.barista])
    one = queries([narges.pk])
    frozen_edition(standards=30, effective_on=TODAY, roles=[people.barista])
    many = [narges.pk, *(StaffFactory(team=people.day_shift, job_role=people.barista).pk for _ in range(29))]
    assert queries(many) == one
