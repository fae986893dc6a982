import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from kit.audit.chain import chain_problems, record
from kit.audit.models import AuditEntry, AuditHead
from tests.worlds import built_once

pytestmark = pytest.mark.django_db


@built_once
def chain(people):
    """Three entries: by Hoda, by Saeed, by the system."""
    return [
        record(verb="staff.changed", on=people.narges, by=people.hoda.user, at=timezone.now(), team="VLS-D"),
        record(verb="evaluation.submitted", on=people.narges, by=people.saeed.user, at=timezone.now(), version=3),
        record(verb="job.expired", on=people.narges, count=2),
    ]


def tamper(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_record_says_who_what_when_on_what(people, chain):
    entry = AuditEntry.objects.get(number=chain[1].number)
    assert (entry.actor_key, entry.actor_name) == (people.saeed.user.key, str(people.saeed.user))
    assert (entry.object_type, entry.object_key) == ("people.StaffMember", people.narges.key)
    assert entry.detail == {"version": 3}
    assert chain[2].actor_key == ""
    assert list(chain_problems()) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("verb", "evaluation.submittee"),
        ("actor_name", "somebody else"),
        ("object_key", "x"),
        ("detail", '{"version": 4}'),
        ("at", "2020-01-01 00:00:00"),
        ("hash", "0" * 64),
    ],
)
def test_one_byte_changed_is_named(chain, column, value):
    number = chain[1].number
    tamper(f"UPDATE kit_auditentry SET {column} = %s WHERE number = %s", value, number)
    assert any(f"audit entry {number}" in problem for problem in chain_problems())


def test_an_entry_taken_out_is_named(chain):
    tamper("DELETE FROM kit_auditentry WHERE number = %s", chain[1].number)
    assert next(chain_problems()) == f"audit entry {chain[1].number} is missing"


def test_a_cut_off_end_is_named(chain):
    tamper("DELETE FROM kit_auditentry WHERE number = %s", chain[2].number)
    assert list(chain_problems()) == [
        f"the audit log ends at {chain[1].number}, but {chain[2].number} entries were written"
    ]


def test_a_rewritten_entry_breaks_the_one_after_it(chain):
    forged = AuditEntry.objects.get(number=chain[1].number)
    forged.verb = "evaluation.voided"
    from kit.audit.chain import entry_hash

    tamper(
        "UPDATE kit_auditentry SET verb = %s, hash = %s WHERE number = %s",
        forged.verb,
        entry_hash(forged),
        forged.number,
    )
    assert f"audit entry {chain[2].number} does not follow the entry before it" in list(chain_problems())


def test_entries_are_neither_changed_nor_deleted(chain):
    with pytest.raises(TypeError):
        chain[0].save()
    with pytest.raises(TypeError):
        chain[0].delete()


def test_an_action_that_fails_leaves_no_entry(people, chain):
    @transaction.atomic
    def fail_after_recording():
        record(verb="staff.changed", on=people.narges)
        raise RuntimeError

    before = AuditHead.objects.get().number
    with pytest.raises(RuntimeError):
        fail_after_recording()
    assert AuditHead.objects.get().number == before
    assert list(chain_problems()) == []


def test_the_head_is_one_row(chain):
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditHead.objects.create(pk=2)


def test_the_zone_of_an_instant_makes_no_difference(people):
    record(verb="staff.changed", on=people.narges, at=timezone.localtime())
    assert list(chain_problems()) == []


def test_floats_have_no_place_in_the_log(people):
    with pytest.raises(TypeError):
        record(verb="evaluation.scored", on=people.narges, score=0.5)
