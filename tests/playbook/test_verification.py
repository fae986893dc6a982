"""Whoever changes a frozen row behind the product's back is named."""

from datetime import date

import pytest
from django.db import connection

from playbook.actions import sign_standard
from playbook.models import Edition, FrozenStandard, Signature
from playbook.verification import problems
from tests.factories.playbook import FROZEN_AT, frozen_by, live_policy, live_standard, live_touchpoint, republish
from tests.worlds import built_once


@built_once
def editions(mina, narges):
    touchpoint = live_touchpoint()
    page, _ = live_standard(touchpoint, "سلام می‌کند.", "Says hello.")
    live_standard(touchpoint, "لبخند می‌زند.", "Smiles.")
    live_policy()
    first = frozen_by(mina.user)
    sign_standard(standard=first.standards.first(), staff=narges, by=narges.user, at=FROZEN_AT)
    republish(page, behaviour="همیشه سلام می‌کند.")
    return first, frozen_by(mina.user, date(2026, 2, 1))


def test_what_the_actions_made_is_in_order(editions):
    assert list(problems()) == []


@pytest.mark.parametrize(
    ("sql", "named"),
    [
        ("UPDATE playbook_frozenstandard SET behaviour_en = 'Says nothing.' WHERE code = 'DUR-02'", "DUR-02"),
        ("UPDATE playbook_frozenstandard SET touchpoint_name_fa = 'جای دیگر' WHERE code = 'DUR-01'", "DUR-01"),
        ("UPDATE playbook_frozenstandard SET is_critical = TRUE WHERE code = 'DUR-01'", "structure hash"),
        ("UPDATE playbook_frozenpolicystep SET never_say_fa = 'هیچ' WHERE number = 3", "step 3"),
        ("UPDATE playbook_edition SET title_fa = 'دیگر' WHERE number = 1", "edition 1"),
        ("UPDATE playbook_edition SET effective_on = '2026-01-15' WHERE number = 1", "edition 1"),
        ("UPDATE playbook_edition SET superseded_on = '2026-01-20' WHERE number = 1", "edition 1: it ends on"),
        ("UPDATE playbook_signature SET text_hash = 'forged'", "P-narges"),
        ("UPDATE playbook_frozenstandard SET change_class = 'editorial' WHERE change_class = 'minor'", "DUR-01"),
        ("DELETE FROM playbook_frozenpolicystep WHERE number = 6", "content hash"),
    ],
)
def test_tampering_in_sql_is_named(editions, sql, named):
    with connection.cursor() as cursor:
        cursor.execute(sql)
    found = list(problems())
    assert any(named in problem for problem in found), found


def test_a_forger_who_makes_new_hashes_is_betrayed_by_the_audit_log(editions):
    from tests.factories.playbook import reseal_standard, seal

    second = editions[1]
    row = second.standards.get(code="DUR-02")
    FrozenStandard.objects.filter(pk=row.pk).update(behaviour_fa="هیچ نمی‌کند.")
    row.refresh_from_db()
    reseal_standard(row)
    seal(Edition.objects.get(pk=second.pk))
    assert any("audit log" in problem for problem in problems())


def test_another_role_bound_afterwards_is_named(editions, people):
    editions[0].standards.first().roles.add(people.barista)
    assert any("DUR-01" in problem for problem in problems())


def test_a_signature_moved_to_other_words_is_named(editions):
    other = editions[1].standards.get(code="DUR-01")
    Signature.objects.update(frozen_standard=other)
    assert any("signature" in problem for problem in problems())


def test_an_edition_that_nobody_froze_is_named(editions):
    forged = Edition.objects.get(pk=editions[1].pk)
    Edition.objects.filter(pk=forged.pk).update(superseded_on=date(2026, 3, 1), state="superseded")
    forged.pk, forged.key, forged.number, forged.effective_on = None, "forged", 3, date(2026, 3, 1)
    forged.save(force_insert=True)
    assert "edition 3: the audit log knows of nobody who froze it" in list(problems())
