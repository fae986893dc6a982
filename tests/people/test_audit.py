"""The audit log: sentences, links for those who may follow them, filters, files, one entry."""

import io
import re
from datetime import UTC, date, datetime, timedelta

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from home.starters.files import starter
from kit.audit.chain import record
from kit.models import AuditEntry
from kit.reader import reading_as
from people.actions import (
    add_own_day,
    appoint_manager,
    change_keeping,
    change_staff_member,
    grant_access_role,
    name_managers_evaluator,
    record_leaving,
    remove_own_day,
    return_to_work,
    revoke_access_role,
)
from tests.factories.people import StaffFactory
from tests.safety.evidence_world import make_world
from tests.training.world import make_course, sit
from tests.worlds import built_once

AT = datetime(2026, 11, 1, 8, tzinfo=UTC)
LIST = "people:audit"
RAW = re.compile(r"\b[a-z]+(?:_[a-z]+)*\.[a-z]+_?[a-z]+\b|\b\w+_\w+\b|[a-z]+\.[A-Z]\w+")


@built_once
def english(people):
    user = people.armin.user
    user.language, user.calendar, user.digits = "en", "gregorian", "en"
    user.save()
    return people.armin


@pytest.fixture
def client(english, client_for):
    return client_for(english)


def sentences(response):
    table = response.context["table"]
    with reading_as(response.wsgi_request.user.language):
        return [table.reading.text(row.record) for row in table.paginated_rows]


def narrowed(client, **filters):
    return sentences(client.get(reverse(LIST), filters))


def entry_page(client, **wanted):
    entry = AuditEntry.objects.filter(**wanted).latest("number")
    return client.get(reverse("people:audit_entry", args=[entry.number]))


@pytest.fixture
def told(people, client):
    """Three deeds of two people on two days."""
    grant_access_role(user=people.narges.user, role="hr", by=people.armin.user, at=AT)
    change_staff_member(staff=people.parisa, family_name_fa="کریمی‌فر", by=people.hoda.user, at=AT)
    revoke_access_role(user=people.narges.user, role="hr", by=people.armin.user, at=AT + timedelta(days=2))
    return people


def test_each_entry_is_a_sentence_in_the_readers_language(told, client, client_for):
    assert narrowed(client) == [
        "Armin Sadeghi took the role HR from Narges Ahmadi.",
        "Hoda Nouri corrected the details of Parisa Karimi.",
        "Armin Sadeghi gave Narges Ahmadi the role HR.",
    ]
    told.armin.user.language = "fa"
    told.armin.user.save()
    assert narrowed(client_for(told.armin))[0] == "آرمین صادقی دسترسی «منابع انسانی» را از نرگس احمدی پس گرفت."


def test_names_lead_to_whoever_they_are(told, client):
    page = client.get(reverse(LIST)).content.decode()
    for where in (reverse("people:account", args=[told.narges.user.key]), told.parisa.get_absolute_url()):
        assert f'href="{where}"' in page
        assert client.get(where).status_code == 200


def test_it_is_found_by_who_what_about_whom_and_when(told, client):
    took, corrected, gave = narrowed(client)
    assert narrowed(client, who="hoda") == [corrected]
    assert narrowed(client, who="صادقی") == [took, gave]
    assert narrowed(client, kind="staff") == [corrected]
    assert narrowed(client, kind="access") == [took, gave]
    assert narrowed(client, about="Karimi") == [corrected]
    assert narrowed(client, q="took the role") == [took]
    assert narrowed(client, q="Narges") == [took, gave]
    assert narrowed(client, since="2026-11-02") == [took]
    assert narrowed(client, until="2026-11-01") == [corrected, gave]
    assert narrowed(client, until="2026-11-02", who="armin", kind="access") == [gave]
    assert narrowed(client, kind="rewards") == []


def test_days_are_of_the_readers_calendar(told, client_for):
    """11 Aban 1405 is 2 November 2026."""
    assert len(narrowed(client_for(told.armin), since="1405/08/11")) == 1
    assert len(narrowed(client_for(told.armin), until="۱۴۰۵/۰۸/۱۰")) == 2


def test_a_value_that_makes_no_sense_is_said_and_narrows_nothing(told, client):
    page = client.get(reverse(LIST), {"since": "yesterday", "kind": "x"})
    assert len(sentences(page)) == 3
    assert set(page.context["filter"].form.errors) == {"since", "kind"}


def test_links_of_an_entry_narrow_the_list_and_say_so(told, client):
    page = client.get(reverse(LIST), {"on": told.narges.user.key})
    assert (len(sentences(page)), page.context["narrowed_to"]) == (2, "Only what is about: Narges Ahmadi")
    page = client.get(reverse(LIST), {"by": told.hoda.user.key})
    assert (len(sentences(page)), page.context["narrowed_to"]) == (1, "Only what was done by: Hoda Nouri")
    page = client.get(reverse(LIST), {"verb": "access.granted"})
    assert (len(sentences(page)), page.context["narrowed_to"]) == (1, "Only entries of one kind.")


def changes_on(page):
    with reading_as("en"):
        return {change.label: (change.before, change.after) for change in page.context["changes"]}


def test_one_entry_shows_old_and_new_in_words(told, client):
    page = entry_page(client, verb="staff.changed")
    assert changes_on(page) == {"Family name in Persian": ("کریمی", "کریمی‌فر")}
    assert page.context["is_whole"] is True
    assert page.context["follows"] is True


def test_other_work_from_a_day_on_is_a_deed_of_its_own(told, client):
    work = {"team": told.office, "contract_share": 5000, "joined_on": AT.date()}
    change_staff_member(staff=told.parisa, by=told.hoda.user, at=AT, **work)
    assert narrowed(client, kind="staff", on=told.parisa.key)[:2] == [
        "Hoda Nouri changed the work of Parisa Karimi from 1 November 2026 on.",
        "Hoda Nouri corrected when or as what Parisa Karimi works.",
    ]
    assert changes_on(entry_page(client, verb="staff.work_changed")) == {
        "Team": ("Valiasr day shift", "Office"),
        "Contract share": ("100%", "50%"),
    }
    joined = changes_on(entry_page(client, verb="staff.work_corrected"))
    assert joined["Joined on"][1] == "1 November 2026"


def test_who_comes_back_reads_by_name_where_the_log_keeps_codes(told, client):
    left = AT.date() + timedelta(days=2)
    record_leaving(staff=told.parisa, left_on=left, on=AT.date(), by=told.hoda.user, at=AT)
    back = {"team": told.office, "job_role": told.manager, "contract_share": 5000}
    from_ = AT.date() + timedelta(days=20)
    return_to_work(staff=told.parisa, from_=from_, by=told.hoda.user, at=AT + timedelta(days=3), **back)
    assert narrowed(client)[0] == "Hoda Nouri recorded that Parisa Karimi comes back on 21 November 2026."
    with reading_as("en"):
        facts = {line.label: line.words for line in entry_page(client, verb="staff.returned").context["facts"]}
    assert (facts["Team"], facts["Contract share"]) == ("Office", "50%")
    assert facts["Job role"] == told.manager.name_en


def test_what_the_company_settled_reads_in_words(people, client):
    day = add_own_day(on=date(2026, 12, 1), is_off=True, name_en="Stocktaking", by=people.hoda.user, at=AT)
    assert (
        narrowed(client)[0] == "Hoda Nouri wrote down that the day 1 December 2026 differs from the usual working days."
    )
    remove_own_day(day=day, by=people.hoda.user, at=AT)
    assert "a day of the company’s own differs" in narrowed(client)[0]
    change_keeping(months=24, by=people.hoda.user, at=AT)
    name_managers_evaluator(staff=people.kaveh, by=people.hoda.user, at=AT)
    appoint_manager(branch=people.valiasr, staff=people.saeed, since=AT.date(), by=people.hoda.user, at=AT)
    assert narrowed(client, kind="staff") == ["Hoda Nouri appointed a manager of the branch Valiasr."]
    assert narrowed(client, kind="settings")[0] == ("Hoda Nouri said who evaluates the branch managers of the company.")
    with reading_as("en"):
        kept = entry_page(client, verb="organisation.keeping_changed").context["facts"]
        assert [line.words for line in kept] == ["until then for good, from then on 24"]


def test_a_starter_folder_is_named_by_its_title(people, client):
    record(verb="starter.chosen", on=people.company, by=people.mina.user, at=AT, starter="cafe", codes=["A", "B"])
    with reading_as("en"):
        facts = {line.label: line.words for line in entry_page(client, verb="starter.chosen").context["facts"]}
        assert facts == {"Starter folder": starter("cafe").title, "Codes": "A and B"}


def test_a_changed_entry_says_so_on_its_own_page(told, client):
    AuditEntry.objects.filter(verb="staff.changed").update(actor_name="Somebody else")
    page = entry_page(client, verb="staff.changed")
    assert page.context["is_whole"] is False
    assert "does not give its own fingerprint" in page.content.decode()


def test_what_somebody_put_into_the_columns_past_the_product_breaks_no_page(told, client):
    AuditEntry.objects.filter(verb="staff.changed").update(detail=["x"], seals="y", actor_key="gone")
    AuditEntry.objects.filter(verb="access.granted").update(object_type="x.Y", verb="no.such", detail={"changes": 5})
    assert client.get(reverse(LIST)).status_code == 200
    assert entry_page(client, verb="staff.changed").status_code == 200
    assert entry_page(client, verb="no.such").status_code == 200


def test_texts_in_it_are_never_mark_up(told, client):
    told.parisa.given_name_en, told.parisa.family_name_en = "<b>P</b>", "%(who)s 100%"
    told.parisa.save()
    page = client.get(reverse(LIST)).content.decode()
    assert "&lt;b&gt;P&lt;/b&gt; %(who)s 100%" in page
    assert "<b>P</b>" not in page


def test_results_are_told_only_to_those_who_may_open_what_they_are_about(people, client):
    sit(make_course(), people.narges)
    page = entry_page(client, verb="attempt.submitted")
    with reading_as("en"):
        assert [str(line.label) for line in page.context["facts"]] == ["Rule by which it was counted"]
    assert page.context["keeps_back"] is True
    assert "shown only to those who may open" in page.content.decode()


def test_the_log_asks_the_same_number_of_questions_for_one_row_and_for_thirty(told, client):
    client.get(reverse(LIST))
    with CaptureQueriesContext(connection) as few:
        assert len(narrowed(client, kind="staff")) == 1
    for staff in StaffFactory.create_batch(30, team=told.office, job_role=told.manager):
        change_staff_member(staff=staff, contract_share=9000, by=told.hoda.user, at=AT)
    with CaptureQueriesContext(connection) as many:
        assert len(narrowed(client, kind="staff")) == 20  # a page
    assert len(many) == len(few)


def test_the_file_has_the_sentence_and_its_parts(told, client):
    answer = client.get(reverse(LIST), {"_export": "xlsx", "kind": "staff"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(row for row in rows if "What happened" in row)
    line = dict(zip(head, rows[rows.index(head) + 1], strict=True))
    assert line["What happened"] == "Hoda Nouri corrected the details of Parisa Karimi."
    assert (line["Who"], line["About what"]) == ("Hoda Nouri", "Parisa Karimi")
    assert line["Fingerprint"] == AuditEntry.objects.get(verb="staff.changed").hash


def test_a_csv_asks_for_the_password_again(told, english, client_for):
    answer = client_for(english, just_signed_in=False).get(reverse(LIST), {"_export": "csv"})
    assert answer.status_code == 302


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_whole_company_reads_in_words_and_every_link_opens(db, client_for, language):
    """One of everything: no raw names of verbs, tables or columns anywhere, and no link into a shut door."""
    armin = make_world().people.armin
    armin.user.language = language
    armin.user.save()
    client, links = client_for(armin), set()
    for number in _one_of_each():
        page = client.get(reverse("people:audit_entry", args=[number]))
        assert page.status_code == 200
        text = page.context["title"]
        labels = [str(line.label) for line in page.context["facts"]] + [
            change.label for change in [*page.context["changes"], *page.context["first_values"]]
        ]
        assert not RAW.search(text), text
        assert not [label for label in labels if "_" in label or label in ("Another value", "مقداری دیگر")]
        if language == "fa":
            assert not [label for label in labels if re.search("[A-Za-z]", label)]
        links |= {named.url for named in (page.context["who"], page.context["on"]) if named.url}
        links |= {line.words.url for line in page.context["facts"] if getattr(line.words, "url", "")}
    assert len(links) > 10
    assert {url: client.get(url).status_code for url in links} == dict.fromkeys(links, 200)


def _one_of_each():
    found = {}
    for number, verb in AuditEntry.objects.values_list("number", "verb"):
        found[verb] = number
    return found.values()
