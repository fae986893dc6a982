"""Saeed enters Narges' leave; her last day moves by the days away."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from people import errors
from people.actions.absences import enter_absence, withdraw_absence
from people.models import Absence, Notice, StaffMember
from people.staff.absences import days_away, last_day
from playbook.actions.reminders import remind_to_sign
from playbook.signatures.board import board_rows
from playbook.signatures.standings import edition_counts, unsigned_standings
from tests.factories.playbook import EFFECTIVE_ON, SignatureFactory, frozen_edition
from tests.worlds import built_once

AT = datetime(2026, 1, 3, 8, tzinfo=UTC)
LAST = EFFECTIVE_ON + timedelta(days=7)


@built_once
def edition(people):
    return frozen_edition(standards=2)


def away(staff, by, first=date(2026, 1, 4), back=date(2026, 1, 14)):
    return enter_absence(staff=staff, starts_on=first, ends_on=back, reason="مرخصی", by=by.user, at=AT)


def day(number):
    return date(2026, 1, number)


@pytest.mark.parametrize(
    ("absences", "expected"),
    [
        ([], day(8)),
        ([(day(3), day(5))], day(10)),
        ([(day(1), day(3))], day(10)),
        ([(day(9), day(12))], day(8)),  # after the last day
        ([(day(8), day(10)), (day(10), day(12))], day(12)),  # the second begins where the first has moved the day to
        ([(date(2025, 12, 20), day(1))], day(8)),  # over before it began
    ],
)
def test_days_away_are_not_counted(absences, expected):
    assert last_day(day(1), 7, absences) == expected


def test_days_away_between():
    assert days_away(day(2), day(10), [(day(1), day(4)), (day(9), day(20))]) == 3


def test_leave_moves_the_last_day_and_taking_it_back_moves_it_again(edition, narges, saeed):
    absence = away(narges, saeed)
    assert {item.due_on for item in unsigned_standings(narges, day(10))} == {LAST + timedelta(days=10)}
    for on, overdue in ((day(18), 0), (day(19), 2)):
        assert edition_counts(edition, [narges.pk], on)[narges.pk].overdue == overdue
        row = {row.staff: row for row in board_rows(edition, StaffMember.objects.active_on(on), on)}[narges]
        assert row.overdue == overdue
    for _again in range(2):
        withdraw_absence(absence=absence, by=saeed.user, at=AT)
    assert {item.due_on for item in unsigned_standings(narges, day(10))} == {LAST}


def test_leave_is_refused_twice_and_about_oneself(narges, saeed, hoda):
    away(narges, saeed)
    with pytest.raises(errors.AbsenceOverlaps):
        away(narges, hoda, day(13), day(20))
    with pytest.raises(errors.AboutOneself):
        away(saeed, saeed)
    with pytest.raises(IntegrityError), transaction.atomic():
        Absence.objects.create(
            staff=narges, starts_on=day(9), ends_on=day(9), reason="x", entered_by=hoda.user, entered_at=AT
        )
    assert Absence.objects.count() == 1


def test_nobody_is_reminded_on_leave(edition, narges, saeed):
    away(narges, saeed)
    remind_to_sign(at=datetime(2026, 1, 9, 8, tzinfo=UTC))
    assert not Notice.objects.filter(recipient=narges.user).exists()


def test_days_it_took_are_counted_without_leave(edition, narges, saeed):
    away(narges, saeed)
    for standard in edition.standards.all():
        SignatureFactory(staff=narges, frozen_standard=standard, signed_at=datetime(2026, 1, 15, 8, tzinfo=UTC))
    rows = {row.staff: row for row in board_rows(edition, StaffMember.objects.active_on(day(20)), day(20))}
    assert rows[narges].days == 4


def test_saeed_enters_leave_on_the_screen(edition, narges, saeed, kaveh, client_for):
    address = reverse("playbook:leave", args=[narges.key])
    form = {"starts_on": "1404/10/14", "last_on": "2026-01-13", "reason": "سفر"}
    assert client_for(kaveh).post(address, form).status_code == 404
    assert client_for(saeed).post(reverse("playbook:leave", args=[saeed.key]), form).status_code == 403
    assert client_for(saeed).post(address, {**form, "last_on": "2026-01-01"}).status_code == 200
    client_for(saeed).post(address, form)
    absence = Absence.objects.get()
    assert (absence.starts_on, absence.ends_on) == (day(4), day(14))
    assert client_for(saeed).post(address, form).status_code == 200  # on the same days once
    client_for(saeed).post(reverse("playbook:leave_end", args=[absence.key]))
    assert not Absence.objects.standing().exists()
