"""Seals of rows in the audit log: what they hold, and how all of them are compared with what stands."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django.core.management import call_command
from django.db.models import F

from kit.audit import first_seals, verification
from kit.audit.chain import chain_problems, entry_hash, record
from kit.audit.seals import Sealed, seal_of, seals_of
from kit.audit.verification import seal_problems, tables_under_seal
from kit.models import AuditEntry
from people.actions import add_branch, appoint_lead, change_branch, end_lead
from people.actions.absences import enter_absence, withdraw_absence
from people.models import Absence, Branch, StaffMember, TeamLead, User
from tests.worlds import built_once

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@built_once
def sealed(people):
    first_seals.seal_found(at=NOW)
    return people


def test_an_entry_seals_the_row_that_it_is_about(hoda):
    branch = add_branch(by=hoda.user, at=NOW, code="NEW", name_fa="نو")
    entry = AuditEntry.objects.get(verb="branch.added")
    assert entry.seals == {"people.Branch": {branch.key: seal_of(Branch.objects.get(pk=branch.pk))}}


def test_who_acts_on_a_row_without_writing_it_does_not_vouch_for_it(sealed):
    """Nor seals anew what somebody changed behind everybody's back."""
    stale = Branch.objects.get(pk=sealed.valiasr.pk)
    change_branch(branch=sealed.valiasr, by=sealed.armin.user, at=NOW, name_en="Other")
    record(verb="x", on=stale)
    assert list(seal_problems("people")) == []
    Branch.objects.filter(pk=stale.pk).update(name_en="Forged")
    record(verb="x", on=Branch.objects.get(pk=stale.pk))
    assert [stale.key in sentence for sentence in seal_problems("people")] == [True]


def test_the_chain_holds_the_seals(hoda):
    add_branch(by=hoda.user, at=NOW, code="NEW", name_fa="نو")
    AuditEntry.objects.update(seals={})
    assert "was changed after it was written" in next(chain_problems())


def test_an_entry_from_before_there_were_seals_keeps_its_hash():
    entry = AuditEntry(number=1, at=NOW, verb="x", object_type="y", object_key="z", detail={"a": 1}, previous_hash="0")
    assert entry_hash(entry) == "12d869c1fbf7f9d51dc2b6990cb1e6579b4e940c0da8aa2b036433cf685d4316"


def test_a_row_in_memory_and_read_again_have_one_seal(people):
    tehran = timezone(timedelta(hours=3, minutes=30))
    row = Absence(
        staff=people.narges,
        starts_on="2026-11-21",
        ends_on=date(2026, 11, 23),
        reason="x",
        entered_by=people.hoda.user,
        entered_at=NOW.astimezone(tehran),
    )
    row.save()
    assert seal_of(row) == seal_of(Absence.objects.get(pk=row.pk))
    StaffMember.objects.filter(pk=people.narges.pk).update(contract_share=5000)
    people.narges.contract_share = F("contract_share") + 1
    people.narges.save()
    assert seal_of(people.narges) == seal_of(StaffMember.objects.get(pk=people.narges.pk))


def test_names_addresses_and_wishes_are_not_sealed(sealed):
    User.objects.update(first_name="x", email="", theme="dark", last_login=NOW)
    StaffMember.objects.update(given_name_fa="فراموش‌شده", family_name_en="", email="", folded_names="")
    assert list(seal_problems("people")) == []


def test_actions_leave_everything_under_seal(sealed):
    people, by = sealed, sealed.armin.user
    lead = appoint_lead(team=people.office, staff=people.narges, since=date(2026, 11, 21), by=by, at=NOW)
    other = appoint_lead(team=people.office, staff=people.parisa, since=date(2026, 11, 1), by=by, at=NOW)
    end_lead(leadership=lead, until=date(2026, 11, 21), by=by, at=NOW)  # never began: it disappears
    end_lead(leadership=other, until=date(2026, 11, 21), by=by, at=NOW)
    days = {"starts_on": date(2026, 11, 21), "ends_on": date(2026, 11, 23)}
    absence = enter_absence(staff=people.narges, **days, reason="x", by=by, at=NOW)
    withdraw_absence(absence=absence, by=by, at=NOW)
    assert list(seal_problems("people")) == []
    TeamLead.objects.filter(pk=other.pk).update(until=None)
    assert [sentence[:12] for sentence in seal_problems("people")] == [f"team lead {other.pk} "[:12]]


def test_what_was_taken_away_and_put_back_is_named(sealed):
    lead = TeamLead.objects.first()
    record(verb="x", on=lead.team, gone=[lead])
    assert "was taken away (audit entry" in next(seal_problems("people"))
    lead.delete()
    assert list(seal_problems("people")) == []


def test_a_seal_that_is_none_is_named(sealed):
    """Whoever forges an entry may write anything there."""
    for forged in ("", "x", "9:x", "1:" + "0" * 32):
        record(verb="x", on=sealed.company)
        AuditEntry.objects.order_by("-number").filter(verb="x").update(
            seals={"people.Branch": {sealed.valiasr.key: forged}}
        )
        assert [sentence for sentence in seal_problems("people") if sealed.valiasr.key in sentence]


@pytest.mark.parametrize(
    ("forged", "count"),
    [({"people.TeamLead": {"x": "1:x", "9" * 30: 7}}, 2), ({"people.TeamLead": 7}, 0), (["people.TeamLead"], 0)],
)
def test_anything_may_be_forged_and_nothing_of_it_stops_the_walk(sealed, forged, count):
    record(verb="x", on=sealed.company)
    AuditEntry.objects.filter(verb="x").update(seals=forged)
    assert len([sentence for sentence in seal_problems("people") if "team lead" in sentence]) == count
    assert list(chain_problems()) != []


def test_portions_of_any_size_find_the_same(people, monkeypatch):
    monkeypatch.setattr(verification, "CHUNK", 2)
    monkeypatch.setattr(first_seals, "PORTION", 3)
    counts = first_seals.seal_found(at=NOW)
    assert counts["people.StaffMember"] == StaffMember.objects.count()
    assert list(seal_problems("people")) == []
    StaffMember.objects.update(contract_share=1)
    assert len(list(seal_problems("people"))) == StaffMember.objects.count()


def test_an_action_between_the_log_and_the_row_is_no_forgery(sealed, monkeypatch):
    """Verify reads the log, an action writes row and entry, verify reads the row: the log is read on."""
    read, done = verification.LastSeals.of, []

    def of(self, label, identity):
        if not done:
            done.append(change_branch(branch=sealed.valiasr, by=sealed.armin.user, at=NOW, name_en="Other"))
        return read(self, label, identity)

    monkeypatch.setattr(verification.LastSeals, "of", of)
    assert list(seal_problems("people")) == []
    assert done


def test_sealing_again_does_nothing(sealed):
    written = AuditEntry.objects.count()
    assert first_seals.seal_found(at=NOW) == {}
    assert AuditEntry.objects.count() == written
    assert "people.User" in tables_under_seal()


def test_recording_asks_nothing_more_for_rows_that_are_at_hand(people, django_assert_num_queries):
    rows = list(StaffMember.objects.all())
    record(verb="x", on=people.company)
    with django_assert_num_queries(3):
        record(verb="x", on=people.company)
    with django_assert_num_queries(3):
        record(verb="x", on=people.company, seals=rows)


def test_a_later_column_leaves_older_seals_standing(sealed, monkeypatch):
    later = Sealed("people.Branch", later={"name_en": 2})
    old = Sealed("people.Branch", unsealed={"name_en": "not there yet"})
    monkeypatch.setitem(verification.sealed_tables.__globals__["_DEFINED"], "people.Branch", old)
    change_branch(branch=sealed.valiasr, by=sealed.armin.user, at=NOW, name_fa="دیگر")
    monkeypatch.setitem(verification.sealed_tables.__globals__["_DEFINED"], "people.Branch", later)
    tajrish = change_branch(branch=sealed.tajrish, by=sealed.armin.user, at=NOW, name_fa="دیگر")
    seals = seals_of([tajrish])["people.Branch"]
    assert seals[tajrish.key].startswith("2:")
    assert list(verification.table_problems([later])) == []
    Branch.objects.update(name_en="x")
    assert [tajrish.key in sentence for sentence in verification.table_problems([later])] == [True]


def test_who_is_made_administrator_on_the_server_is_in_the_log(sealed):
    call_command("create_administrator", "root", email="root@example.com", verbosity=0)
    assert AuditEntry.objects.get(verb="access.administrator_made").object_key == User.objects.get(username="root").key
    assert list(seal_problems("people")) == []
