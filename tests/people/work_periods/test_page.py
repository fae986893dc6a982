"""The page of a person lists the periods, and its forms change them."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people.models import WorkPeriod
from tests.people.work_periods.world import JOINED, MOVE, TODAY, newest, spans_of


def url(name, staff, *more):
    return reverse(f"people:{name}", args=[staff.key, *more])


def form_of(people, day, **changes):
    facts = {"from_": day, "team": people.day_shift.key, "job_role": people.barista.key, "contract_share": "100"}
    return facts | changes


def test_the_page_lists_the_periods_and_leads_to_the_forms(people, moved, client_for):
    page = client_for(people.hoda).get(moved.get_absolute_url())
    text = page.content.decode()
    assert [row.team.code for row in page.context["periods"]] == ["OFF", "VLS-D"]
    assert url("work_change", moved) in text and url("work_correct", moved, newest(moved).key) in text
    assert "۹ مهر ۱۴۰۵" in text
    narges = client_for(moved).get(moved.get_absolute_url()).content.decode()
    assert url("work_change", moved) not in narges


def test_a_change_from_a_day_on_by_the_form(people, client_for):
    client, narges = client_for(people.hoda), people.narges
    answer = client.post(url("work_change", narges), form_of(people, "۱۴۰۵/۰۷/۰۹", team=people.office.key))
    assert answer.status_code == 302
    assert spans_of(narges)[-1] == (date(2026, 10, 1), None, "OFF", 10000)
    answer = client.post(url("work_change", narges), form_of(people, "1380/01/01"))
    assert answer.status_code == 200 and answer.context["form"].errors["from_"]


def test_coming_back_by_the_form(people, client_for):
    client, behnam = client_for(people.hoda), people.behnam
    assert url("work_back", behnam) in client.get(behnam.get_absolute_url()).content.decode()
    answer = client.post(url("work_back", behnam), form_of(people, TODAY.isoformat(), contract_share="۵۰"))
    assert (answer.status_code, spans_of(behnam)[-1]) == (302, (TODAY, None, "VLS-D", 5000))
    again = client.post(url("work_back", behnam), form_of(people, TODAY.isoformat()))
    assert again.context["form"].errors["from_"]


def test_correcting_and_taking_out_by_the_form(people, moved, client_for):
    client, period = client_for(people.hoda), newest(moved)
    answer = client.post(url("work_correct", moved, period.key), form_of(people, MOVE.isoformat(), contract_share="50"))
    assert (answer.status_code, spans_of(moved)[-1]) == (302, (MOVE, None, "VLS-D", 5000))
    assert client.post(url("work_undo", moved, period.key)).status_code == 302
    assert spans_of(moved) == [(JOINED, None, "VLS-D", 10000)]
    assert client.post(url("work_undo", moved, newest(moved).key), follow=True).status_code == 200
    other = newest(people.parisa)
    assert client.get(url("work_correct", moved, other.key)).status_code == 404


def test_editing_details_leaves_the_work_alone(people, client_for):
    page = client_for(people.hoda).get(url("staff_edit", people.narges))
    assert not {"team", "job_role", "contract_share", "joined_on"} & set(page.context["form"].fields)
    assert url("work_change", people.narges) in page.content.decode()


def test_the_page_asks_the_same_number_of_questions_with_many_periods(people, moved, client_for):
    client = client_for(people.hoda)

    def asked():
        client.get(moved.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            client.get(moved.get_absolute_url())
        return len(queries)

    before = asked()
    for month in range(1, 9):
        WorkPeriod.objects.filter(pk=newest(moved).pk).update(ends_on=date(2027, month, 1))
        WorkPeriod.objects.create(
            staff=moved, team=people.office, job_role=people.barista, starts_on=date(2027, month, 1)
        )
    assert asked() == before
