"""What a person's own page computes is what the run computes for everyone."""

import pytest
from django.utils import timezone

from people.models import StaffMember
from playbook.signatures.standings import signature_count, signature_counts, signed_by_person
from rewards.computation.inputs import collect, inputs_of
from rewards.models import Plan
from tests.factories.rewards import RUNNING, drafted_plan, published_plan
from training.progress.compliance import compliance_of, compliant_share, own_compliance

pytestmark = pytest.mark.django_db


def test_inputs_of_one_are_those_of_the_run(autumn, people):
    plan, today = published_plan(autumn.cycle, **RUNNING), timezone.localdate()
    everyone = list(StaffMember.objects.all())
    together = collect(plan, everyone, today)
    assert {staff.pk: inputs_of(plan, staff, today) for staff in everyone} == together


def test_training_and_signatures_of_one_are_those_of_all(autumn, people):
    today = timezone.localdate()
    everyone = StaffMember.objects.active_on(today)
    ids = [staff.pk for staff in everyone]
    training, signed = compliance_of(ids, today), signature_counts(ids, today)
    assert {staff.pk: own_compliance(staff, today) for staff in everyone} == training
    assert {staff.pk: signature_count(staff, today) for staff in everyone} == signed
    assert sorted(signed_by_person(everyone, today)) == sorted((n.signed, n.required) for n in signed.values())
    assert compliant_share(everyone, today) == (sum(each.is_valid for each in training.values()), len(ids))


def test_a_plan_covers_whom_its_population_holds(autumn, people):
    drafted_plan(autumn.cycle, **RUNNING)
    drafted_plan(autumn.cycle, roles=[people.barista], **RUNNING)
    drafted_plan(autumn.cycle, teams=[people.tajrish_shift], **RUNNING)
    for staff in StaffMember.objects.all():
        for plan in Plan.objects.about(staff):
            assert plan.covers is plan.population().filter(pk=staff.pk).exists()
