"""Days begin and end at the company's midnight, wherever the company, the server and the reader are."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from evaluations import actions
from kit.dates.calendar import JALALI, first_instant, local_day, parts
from playbook.models import Edition
from tests.factories.evaluations import assign, open_cycle, released
from tests.factories.people import StaffFactory
from tests.factories.playbook import frozen_edition
from tests.personas import client_for

ZONES = ["Asia/Tehran", "UTC", "America/Los_Angeles", "Pacific/Kiritimati"]
DAY = date(2026, 11, 21)


@pytest.fixture(params=ZONES)
def midnight(request, settings):
    """The instant at which DAY begins at a company there."""
    settings.TIME_ZONE = request.param
    begins = datetime.combine(DAY, datetime.min.time(), ZoneInfo(request.param))
    assert first_instant(DAY) == begins
    return begins


def just_before(instant):
    return instant - timedelta(seconds=1)


def test_the_year_turns_at_midnight_in_tehran(settings):
    settings.TIME_ZONE = "Asia/Tehran"
    instant = datetime(2025, 3, 20, 20, 30, tzinfo=UTC)
    assert parts(local_day(instant), JALALI) == (1404, 1, 1)
    assert parts(local_day(just_before(instant)), JALALI) == (1403, 12, 30)


def test_the_day_turns_at_the_companys_midnight(midnight):
    for reader in ZONES:
        with timezone.override(reader):
            assert (local_day(just_before(midnight)), local_day(midnight)) == (DAY - timedelta(days=1), DAY)


def test_who_leaves_is_let_in_until_midnight_and_not_after(midnight, people):
    staff = StaffFactory(team=people.day_shift, left_on=DAY)
    client = client_for(staff)
    with time_machine.travel(just_before(midnight), tick=False):
        client = client_for(staff)
        assert client.get(reverse("people:profile")).status_code == 200
    with time_machine.travel(midnight, tick=False):
        assert client.get(reverse("people:profile")).url.startswith(reverse("account_login"))


def test_an_edition_holds_from_midnight_on(midnight, db):
    old = frozen_edition(effective_on=date(2026, 1, 1))
    new = frozen_edition(effective_on=DAY)
    assert Edition.objects.in_force(local_day(just_before(midnight))) == old
    assert Edition.objects.in_force(local_day(midnight)) == new


def test_the_folder_shows_the_new_edition_from_midnight_on(midnight, people):
    frozen_edition(effective_on=date(2026, 1, 1), behaviour_fa="متن پیشین")
    frozen_edition(effective_on=DAY, behaviour_fa="متن تازه")
    shown = []
    for instant in (just_before(midnight), midnight):
        with time_machine.travel(instant, tick=False):
            text = client_for(people.narges).get(reverse("playbook:folder")).content.decode()
            shown.append(("متن پیشین" in text, "متن تازه" in text))
    assert shown == [(True, False), (False, True)]


def test_an_evaluation_is_dated_and_final_by_local_days(midnight, people):
    row = released(assign(open_cycle(), subject=people.narges, evaluator=people.saeed), at=just_before(midnight))
    assert row.observed_on == DAY - timedelta(days=1)
    assert actions.finalise_due(on=row.final_due_on, at=midnight) == []
    assert actions.finalise_due(on=row.final_due_on + timedelta(days=1), at=midnight) == [row]


def test_a_lead_whose_term_ends_today_leads_no_more(midnight, people):
    people.day_shift.leaderships.filter(staff=people.saeed).update(until=DAY)
    url = reverse("home:person", args=[people.narges.key])
    answers = []
    for instant in (just_before(midnight), midnight):
        with time_machine.travel(instant, tick=False):
            answers.append(client_for(people.saeed).get(url).status_code)
    assert answers == [200, 404]
