"""What was blacked out of the audit log stays so, and the log still proves itself."""

import json

from django.db import connection

from kit.audit.chain import chain_problems, entry_hash
from kit.audit.hashes import black_out
from kit.audit.models import AuditEntry, AuditHead
from people.forgetting.places import KEPT
from tests.people.forgetting.world import everything_stands, forget, met


def tamper(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_what_was_blacked_out_cannot_be_put_back_or_changed_unnoticed(gone, hoda):
    forget(gone, hoda)
    number = AuditEntry.objects.get(verb="tried").number
    tamper("UPDATE kit_auditentry SET actor_name = 'Zarnegar' WHERE number = %s", number)
    assert any(f"audit entry {number} " in problem for problem in chain_problems())


def test_nobody_blacks_out_in_silence(gone):
    entry = AuditEntry.objects.get(verb="tried")
    black_out(entry, {("actor",): "nobody"})
    AuditEntry.objects.filter(pk=entry.pk).update(actor_name=entry.actor_name, cover=entry.cover)
    assert any(f"audit entry {entry.number} " in problem for problem in chain_problems())


def test_the_salt_of_what_was_blacked_out_is_gone(gone, hoda):
    entry = AuditEntry.objects.get(verb="tried")
    root = entry.cover["root"]
    forget(gone, hoda)
    entry.refresh_from_db()
    assert root not in json.dumps(entry.cover) and '["actor"]' not in entry.cover["salts"]
    assert '["actor"]' in entry.cover["gone"] and '["detail","verb"]' not in entry.cover["salts"]


def test_entries_from_before_there_were_salts_are_vouched_for(gone, hoda):
    """As a company has them that comes from an earlier release."""
    previous = "0" * 64
    for entry in AuditEntry.objects.order_by("number"):
        entry.cover, entry.previous_hash = {}, previous
        entry.hash = previous = entry_hash(entry)
        AuditEntry.objects.filter(pk=entry.pk).update(cover={}, previous_hash=entry.previous_hash, hash=entry.hash)
    AuditHead.objects.update(hash=previous)
    assert everything_stands() == []
    forget(gone, hoda)
    assert everything_stands() == [] and met(but=KEPT) == {}
    number = AuditEntry.objects.get(verb="tried").number
    tamper("UPDATE kit_auditentry SET detail = %s WHERE number = %s", '{"told": "x"}', number)
    assert any(f"audit entry {number} " in problem for problem in chain_problems())
