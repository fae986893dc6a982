"""Saeed and Hoda see who signed. The board's sums are those of `signature_counts`, person by person."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kit.spreadsheets import read_table
from people.models import Notice, StaffMember
from playbook import errors
from playbook.actions import sign_standard
from playbook.actions.excuses import end_excuse, excuse_from_signing
from playbook.actions.reminders import remind_to_sign
from playbook.signatures.board import board_rows, totals_of
from playbook.signatures.standings import edition_counts, required_standards
from tests.factories.people import StaffFactory
from tests.factories.playbook import (
    FrozenStandardFactory,
    SignatureFactory,
    frozen_by,
    frozen_edition,
    live_standard,
    live_touchpoint,
    republish,
    seal,
)
from tests.worlds import built_once

AT = datetime(2026, 1, 3, 8, tzinfo=UTC)
TODAY = date(2026, 1, 20)
BOARD = "/folder/signatures/"


@built_once
def edition(people):
    edition = frozen_edition(standards=3)
    FrozenStandardFactory(edition=edition, roles=[people.barista])
    return seal(edition)


def rows_of(edition, on=TODAY):
    return {row.staff: row for row in board_rows(edition, StaffMember.objects.active_on(on), on)}


def assert_same_as_counts(edition, on=TODAY):
    rows = rows_of(edition, on)
    counts = edition_counts(edition, [staff.pk for staff in rows], on)
    for staff, row in rows.items():
        count = counts[staff.pk]
        assert (row.required, row.signed, row.overdue) == (count.required, count.signed, count.overdue), staff


def test_the_board_says_what_the_counts_say(edition, narges, parisa):
    for standard in edition.standards.all():
        SignatureFactory(staff=narges, frozen_standard=standard, signed_at=AT)
    SignatureFactory(staff=parisa, frozen_standard=edition.standards.first())
    SignatureFactory(staff=parisa, frozen_standard=edition.standards.last())  # from when she was a barista
    assert_same_as_counts(edition)
    rows = rows_of(edition)
    assert (rows[narges].missing, rows[narges].days) == (0, 2)
    assert (rows[parisa].required, rows[parisa].signed, rows[parisa].overdue) == (3, 1, 2)


def test_signatures_of_earlier_editions_count_where_they_hold(mina, narges):
    touchpoint = live_touchpoint()
    pages = [live_standard(touchpoint, f"کار {n}", f"Act {n}")[0] for n in range(4)]
    first = frozen_by(mina.user)
    for standard in first.standards.all():
        sign_standard(standard=standard, staff=narges, by=narges.user, at=AT)
    for page, good in ((pages[0], "ویرایشی"), (pages[1], "بزرگ")):
        republish(page, good=good)
    second = frozen_by(mina.user, effective_on=date(2026, 2, 1), classes={"DUR-02": "major"})
    for on in (date(2026, 2, 1), date(2026, 3, 1)):
        assert_same_as_counts(second, on)
    assert rows_of(second, date(2026, 3, 1))[narges].overdue == 1
    republish(pages[1], good="")
    third = frozen_by(mina.user, effective_on=date(2026, 3, 1), classes={"DUR-02": "major"})
    assert_same_as_counts(third, date(2026, 4, 1))
    assert rows_of(third, date(2026, 4, 1))[narges].missing == 0


def test_totals(edition, narges):
    for standard in edition.standards.all():
        SignatureFactory(staff=narges, frozen_standard=standard, signed_at=AT)
    totals = totals_of(rows_of(edition).values())
    assert (totals.people, totals.complete, totals.late, totals.median_days) == (7, 1, 6, 2)


def test_who_is_excused_owes_nothing_until_asked_again(edition, narges, hoda):
    excuse = excuse_from_signing(staff=narges, code="DUR-01", reason="مرخصی", by=hoda.user, at=AT)
    with pytest.raises(errors.AlreadyExcused):
        excuse_from_signing(staff=narges, code="DUR-01", reason="باز", by=hoda.user, at=AT)
    assert "DUR-01" not in [row.code for row in required_standards(narges, edition)]
    assert_same_as_counts(edition)
    assert rows_of(edition)[narges].required == 3
    end_excuse(excuse=excuse, by=hoda.user, at=AT)
    assert_same_as_counts(edition)
    assert rows_of(edition)[narges].required == 4


def test_saeed_sees_his_team_hoda_everyone_narges_nothing(edition, saeed, hoda, narges, kaveh, client_for):
    team = {row.staff.code for row in client_for(saeed).get(BOARD).context["page"]}
    assert team == {"P-narges", "P-parisa", "P-saeed"}
    assert client_for(hoda).get(BOARD).context["paginator"].count == 7
    assert client_for(narges).get(BOARD).status_code == 403
    assert client_for(kaveh).get(reverse("playbook:signatures_of", args=[narges.key])).status_code == 404


def test_hoda_excuses_on_the_page_and_nobody_excuses_themselves(edition, hoda, saeed, narges, client_for):
    client_for(hoda).post(reverse("playbook:signatures_of", args=[narges.key]), {"code": "DUR-01", "reason": "بیماری"})
    assert "بیماری" in client_for(saeed).get(reverse("playbook:signatures_of", args=[narges.key])).content.decode()
    own = client_for(saeed).post(
        reverse("playbook:signatures_of", args=[saeed.key]), {"code": "DUR-01", "reason": "خودم"}
    )
    assert own.status_code == 403


def test_pills_search_and_the_workbook(edition, hoda, narges, client_for):
    for standard in edition.standards.all():
        SignatureFactory(staff=narges, frozen_standard=standard)
    client = client_for(hoda)
    assert client.get(BOARD, {"show": "complete"}).context["paginator"].count == 1
    assert client.get(BOARD, {"q": "احمدي"}).context["paginator"].count == 1
    _header, rows = read_table(BytesIO(client.get(BOARD, {"show": "complete", "_export": "xlsx"}).getvalue()))
    assert rows[0][0] == "P-narges"
    assert "reauthenticate" in client_for(hoda, just_signed_in=False).get(BOARD, {"_export": "xlsx"}).url


def test_reminders_go_before_the_last_day_and_once_after(edition, narges, people):
    for standard in edition.standards.all():
        SignatureFactory(staff=narges, frozen_standard=standard)
    start = datetime(2026, 1, 1, 8, tzinfo=UTC)
    told = [remind_to_sign(at=start + timedelta(days=n)) for n in (1, 5, 6, 8, 9)]
    assert told == [0, 6, 0, 6, 0]
    assert not Notice.objects.filter(recipient=narges.user).exists()


def test_the_board_asks_the_same_questions_for_seven_and_for_forty(edition, people, hoda, client_for):
    client = client_for(hoda)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(BOARD).status_code == 200
        return len(asked)

    queries()
    few = queries()
    for staff in StaffFactory.create_batch(33, team=people.day_shift, job_role=people.barista):
        SignatureFactory(staff=staff, frozen_standard=edition.standards.first())
    assert queries() == few
