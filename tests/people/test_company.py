"""What is true for the whole company: its settings, and which days it works."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluations.actions import release_evaluations
from evaluations.models import Evaluation
from kit.dates.working_days import add_working_days, is_working_day
from kit.models import AuditEntry
from people import errors
from people.actions import (
    add_own_day,
    change_organisation,
    create_sign_in,
    make_administrator,
    name_outside_person,
    remove_own_day,
)
from people.company.organisation import keeping_organisation
from people.models import Organisation, OwnHoliday, User
from tests.factories.evaluations import assign, open_cycle, published_scorecard, submitted
from tests.factories.people import StaffFactory
from tests.factories.playbook import frozen_edition

AT = datetime(2026, 3, 18, 8, tzinfo=UTC)  # Wednesday 27 Esfand 1404, three days before Nowruz
PAGE, DAYS = reverse("people:organisation"), reverse("people:days")
TYPED = {
    "name_fa": "کافه آفتاب",
    "name_en": "Aftab Café",
    "languages": "fa en",
    "calendar": "jalali",
    "digits": "fa",
    "currency": "IRR",
    "shows_toman": "on",
    "target_score": "85",
    "weekend": ["3", "4"],
    "holiday_country": "IR",
}
BRIDGE = date(2026, 3, 25)


def set_company(**facts):
    change_organisation(by=None, at=AT, **facts)


@pytest.mark.parametrize(("typed", "stored"), [("۹۰", 9000), ("75%", 7500), ("۱۰۰٪", 10000)])
def test_the_target_is_typed_in_percent(typed, stored, people, client_for):
    client_for(people.armin).post(PAGE, {**TYPED, "target_score": typed})
    assert Organisation.objects.get().target_score == stored


def test_an_administrator_says_whether_texts_need_a_second_pair_of_eyes(people, client_for):
    assert Organisation().needs_second_eyes
    for typed, kept in (({"needs_second_eyes": "on"}, True), ({}, False)):
        client_for(people.armin).post(PAGE, TYPED | typed)
        assert Organisation.objects.get().needs_second_eyes is kept
    entries = AuditEntry.objects.filter(verb="organisation.changed").order_by("number")
    assert [entry.detail["changes"]["needs_second_eyes"] for entry in entries][-1] == [True, False]


def test_every_setting_is_kept_and_in_the_log(people, client_for):
    changed = {
        "languages": "en fa",
        "calendar": "gregorian",
        "digits": "en",
        "currency": "EUR",
        "weekend": "56",
        "holiday_country": "DE",
    }
    client = client_for(people.armin)
    client.post(PAGE, {**TYPED, **changed, "weekend": ["6", "5"]})
    company = Organisation.objects.get()
    assert {name: getattr(company, name) for name in changed} == changed
    entry = AuditEntry.objects.get()
    assert set(entry.detail["changes"]) == set(changed)
    assert (entry.verb, entry.actor_key) == ("organisation.changed", people.armin.user.key)
    page = client.get(PAGE)
    assert [option.data["value"] for option in page.context["form"]["weekend"] if option.data["selected"]] == ["5", "6"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"weekend": list("0123456")}, "weekend"),
        ({"holiday_country": "XX"}, "holiday_country"),
        ({"name_fa": "", "name_en": ""}, "__all__"),
        ({"calendar": "lunar"}, "calendar"),
    ],
)
def test_what_is_wrong_is_said(wrong, field, people, client_for):
    page = client_for(people.armin).post(PAGE, {**TYPED, **wrong})
    assert list(page.context["form"].errors) == [field]
    assert AuditEntry.objects.count() == 0


def test_a_weekend_may_be_empty_and_holidays_none(people, client_for):
    client_for(people.armin).post(PAGE, {**TYPED, "weekend": [], "holiday_country": ""})
    assert all(is_working_day(date(2026, 3, 18 + n)) for n in range(8))


# Working days --------------------------------------------------------------------------------------------------------


def test_the_answer_to_an_evaluation_is_due_after_nowruz(people):
    """Seven working days from Wednesday 27 Esfand 1404: by hand in tests/kit/dates/test_working_days.py."""
    assert released_on_the_eve(people).final_due_on == date(2026, 4, 5)


def test_what_was_counted_before_stays(people):
    row = released_on_the_eve(people)
    set_company(weekend="56", holiday_country="")
    add_own_day(on=BRIDGE, is_off=True, by=people.armin.user, at=AT)
    row.refresh_from_db()
    assert row.final_due_on == date(2026, 4, 5)
    assert add_working_days(AT.date(), 7) == date(2026, 3, 30)


def test_releasing_many_asks_once_which_days_are_worked(people):
    edition = frozen_edition()
    cycle, card = open_cycle(edition), published_scorecard(edition)
    for _ in range(5):
        one = StaffFactory(team=people.day_shift, job_role=people.barista)
        submitted(assign(cycle, subject=one, evaluator=people.saeed, scorecard=card))
    with CaptureQueriesContext(connection) as asked:
        release_evaluations(evaluations=Evaluation.objects.all(), by=people.hoda.user, at=AT)
    assert len([query for query in asked if "people_ownholiday" in query["sql"]]) == 1


def test_within_a_request_the_days_are_read_once(people):
    with keeping_organisation():
        add_working_days(AT.date(), 7)
        with CaptureQueriesContext(connection) as asked:
            for _ in range(30):
                add_working_days(AT.date(), 7)
    assert len(asked) == 0


def released_on_the_eve(people):
    edition = frozen_edition()
    card = published_scorecard(edition)
    submitted(assign(open_cycle(edition), subject=people.narges, evaluator=people.saeed, scorecard=card))
    (row,) = release_evaluations(evaluations=Evaluation.objects.all(), by=people.hoda.user, at=AT)
    return row


# Own days ------------------------------------------------------------------------------------------------------------


def test_an_own_day_is_written_down_and_taken_back(people, client_for):
    client = client_for(people.armin)
    form = {"on": "1405/01/05", "is_off": "1", "name_fa": "روز کافه", "name_en": "Café day"}
    answer = client.post(DAYS, form)
    assert answer["Location"] == f"{DAYS}?year=1405"
    day = OwnHoliday.objects.get()
    assert (day.on, day.is_off, is_working_day(BRIDGE)) == (BRIDGE, True, False)
    assert "روز کافه" in client.get(answer["Location"]).text
    client.post(reverse("people:remove_day", args=[day.key]))
    assert (OwnHoliday.objects.count(), is_working_day(BRIDGE)) == (0, True)
    assert client.post(reverse("people:remove_day", args=[day.key])).status_code == 404
    assert list(AuditEntry.objects.values_list("verb", flat=True)) == ["own_day.added", "own_day.removed"]


def test_a_public_holiday_on_which_the_company_works(people, client_for):
    nature_day = date(2026, 4, 2)
    set_company(weekend="4")
    assert not is_working_day(nature_day)
    client_for(people.armin).post(DAYS, {"on": "2026-04-02", "is_off": "0", "name_fa": "", "name_en": ""})
    assert is_working_day(nature_day)


def test_a_day_stands_once(people, client_for):
    add_own_day(on=BRIDGE, is_off=True, by=people.armin.user, at=AT)
    page = client_for(people.armin).post(DAYS, {"on": "1405/01/05", "is_off": "0"})
    assert list(page.context["form"].errors) == ["on"]
    with pytest.raises(errors.DayTaken):
        add_own_day(on=BRIDGE, is_off=False, by=people.armin.user, at=AT)
    assert OwnHoliday.objects.get().is_off is True


def test_taking_a_day_back_twice_is_logged_once(people):
    day = add_own_day(on=BRIDGE, is_off=True, by=people.armin.user, at=AT)
    for _ in range(2):
        remove_own_day(day=day, by=people.armin.user, at=AT)
    assert AuditEntry.objects.filter(verb="own_day.removed").count() == 1


@pytest.mark.parametrize("year", ["", "x", "0", "-1", "99999", "3000"])
def test_a_year_that_is_none_shows_this_one(year, people, client_for):
    assert client_for(people.armin).get(DAYS, {"year": year}).context["year"] > 1400


def test_the_years_page_on_in_the_readers_calendar(people, client_for):
    client = client_for(people.armin)
    page = client.get(DAYS, {"year": "۱۴۰۵"})
    assert page.context["rows"][0]["on"] == date(2026, 3, 21)
    assert page.context["after"] == f"{DAYS}?year=1406"
    assert client.get(page.context["after"]).context["rows"][0]["on"] == date(2027, 3, 21)
    User.objects.filter(pk=people.armin.user.pk).update(calendar="gregorian", language="en")
    page = client.get(DAYS, {"year": 2026})
    assert (page.context["year"], page.context["rows"][-1]["on"]) == (2026, date(2026, 12, 23))
    assert "Nowruz" in page.text


def test_the_page_costs_the_same_for_one_day_and_for_thirty(people, client_for):
    client = client_for(people.armin)
    add_own_day(on=date(2026, 5, 1), is_off=True, by=people.armin.user, at=AT)
    client.get(DAYS, {"year": 1405})
    with CaptureQueriesContext(connection) as few:
        client.get(DAYS, {"year": 1405})
    for n in range(2, 31):
        add_own_day(on=date(2026, 5, n), is_off=True, by=people.armin.user, at=AT)
    with CaptureQueriesContext(connection) as many:
        client.get(DAYS, {"year": 1405})
    assert len(many) == len(few)


# What the company decided is where people begin ----------------------------------------------------------------------


def test_a_new_account_begins_as_the_company_is(people):
    set_company(languages="en fa", calendar="gregorian", digits="en")
    bare = StaffFactory(user=None, code="P-bare")
    by = people.hoda.user
    accounts = [
        create_sign_in(staff=bare, username="bare", by=by, at=AT),
        name_outside_person(name="Nader", email="nader@naron.example", by=by, at=AT),
        make_administrator(username="root", at=AT)[0],
    ]
    assert {(user.language, user.calendar, user.digits) for user in accounts} == {("en", "gregorian", "en")}


@pytest.mark.parametrize(("languages", "direction"), [("fa en", "rtl"), ("en fa", "ltr"), ("en", "ltr")])
def test_a_visitor_reads_the_companys_main_language(languages, direction, people, client_for):
    set_company(languages=languages)
    page = client_for().get(reverse("account_login"), headers={"accept-language": "fa"})
    assert f'dir="{direction}"' in page.text.split("<head>")[0]
    visitor = client_for()
    visitor.cookies["language"] = "fa"
    assert 'dir="rtl"' in visitor.get(reverse("account_login")).text.split("<head>")[0], "their choice goes before"
