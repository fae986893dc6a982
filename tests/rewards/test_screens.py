"""What HR, an approver, a person and a lead see of rewards, and what the buttons do."""

import csv
import io

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people.models import JobRole
from rewards import actions
from rewards.models import LedgerLine, Plan, Run, RunState, Thanks
from tests.factories import rewards as made
from tests.factories.evaluations import open_cycle
from tests.factories.people import StaffFactory
from tests.factories.playbook import frozen_edition
from tests.factories.rewards import NOW, TOMAN, scores
from tests.worlds import built_once

CANARY = 7_654_000  # toman: nobody else has this amount


@built_once
def plan(people):
    return made.published_plan(
        by=people.hoda.user, roles=[people.barista, people.server], base=CANARY * TOMAN, step=TOMAN
    )


@pytest.fixture
def scored(people):
    with scores({people.narges: 8500, people.parisa: 8000, people.kaveh: {"has_fail": True}}):
        yield


@pytest.fixture
def frozen(plan, scored, people):
    return made.frozen(plan, people.hoda.user, people.armin.user)


def english(staff):
    user = staff.user
    user.language, user.digits = "en", "en"
    user.save(update_fields=["language", "digits"])
    return staff


def text(response):
    assert response.status_code == 200
    return response.content.decode()


# A person ------------------------------------------------------------------------------------------------------------


def test_before_a_run_narges_sees_a_preview_that_says_it_is_not_final(scored, people, client_for, time_machine):
    made.published_plan(by=people.hoda.user, roles=[people.barista], base=CANARY * TOMAN, step=TOMAN, **made.RUNNING)
    time_machine.move_to(NOW)
    page = text(client_for(english(people.narges)).get(reverse("rewards:mine")))
    assert "7,654,000\xa0Toman" in page
    assert "Not final" in page
    assert "10 points more reach 95" in page


def test_after_freezing_she_sees_what_is_settled(frozen, people, client_for, time_machine):
    time_machine.move_to(NOW)
    page = text(client_for(english(people.narges)).get(reverse("rewards:mine")))
    assert "Settled" in page
    assert "Not final" not in page


def test_a_person_who_is_in_no_plan_is_told_what_will_stand_here(people, client_for):
    page = text(client_for(english(people.narges)).get(reverse("rewards:mine")))
    assert "No reward plan for you at the moment" in page


def test_every_step_is_said_in_words(frozen, people, client_for):
    row = frozen.rows.get(staff=people.parisa)
    page = text(client_for(english(people.parisa)).get(row.get_absolute_url()))
    assert "Between 70 and the target of 85 the factor rises from 0.50 to 1." in page
    assert "0.8333" in page
    assert "Evaluations: 4, at least 1 needed" in page


def test_her_own_row_is_hidden_until_it_is_frozen(plan, scored, people, client_for):
    row = made.computed(plan, people.hoda.user).rows.get(staff=people.narges)
    assert client_for(people.narges).get(row.get_absolute_url()).status_code == 404


def test_her_account_says_what_is_not_paid_yet(frozen, people, client_for):
    page = text(client_for(english(people.narges)).get(reverse("rewards:ledger")))
    assert "Not paid out yet: 7,654,000\xa0Toman." in page
    actions.pay_run(run=frozen, by=people.hoda.user, at=NOW)
    assert "Not paid out yet: 0\xa0Toman." in text(client_for(people.narges).get(reverse("rewards:ledger")))


@pytest.mark.parametrize("name", ["mine", "ledger", "thanks"])
@pytest.mark.parametrize("who", ["parisa", "saeed", "kaveh", "mina"])
def test_nobody_but_hr_meets_another_ones_amount(frozen, people, client_for, name, who):
    page = text(client_for(english(getattr(people, who))).get(reverse(f"rewards:{name}")))
    assert "7,654,000\xa0Toman" not in page.replace("Base 7,654,000\xa0Toman", "").replace("make it 7,654,000", "")


def test_the_lead_of_her_team_sees_nothing_of_money(frozen, people, client_for):
    saeed = client_for(people.saeed)
    for url in (reverse("rewards:runs"), frozen.get_absolute_url(), reverse("rewards:rows", args=[frozen.key])):
        assert saeed.get(url).status_code == 403
    assert saeed.get(frozen.rows.get(staff=people.narges).get_absolute_url()).status_code == 404


# HR ------------------------------------------------------------------------------------------------------------------


def test_hoda_writes_a_plan_in_persian_digits(people, client_for):
    english(people.hoda)
    cycle = open_cycle()
    role = JobRole.objects.get(code="barista")
    form = {
        "title_fa": "پاداش پاییز",
        "title_en": "",
        "cycle": cycle.key,
        "starts_on": "۱۴۰۵/۰۷/۰۱",
        "last_on": "1405/09/30",
        "roles": [role.key],
        "unit": "money",
        "base": "۶٬۰۰۰٬۰۰۰",
        "budget": "600,000,000",
        "step": "1000",
        "cap": "",
        "threshold": "۷۰",
        "target": "85",
        "maximum": "95.5",
        "p_min": "۰٫۵",
        "m_max": "1.5",
        "bands": "",
        "gate_no_fail": "on",
        "gate_training": "on",
        "least_evaluations": "۲",
        "prorates": "on",
        "state": "published",
        "approver": "",
    }
    response = client_for(people.hoda).post(reverse("rewards:new_plan"), form)
    plan = Plan.objects.get()
    assert response.url == plan.get_absolute_url()
    assert (plan.base, plan.budget, plan.step) == (60_000_000, 6_000_000_000, 10_000)
    assert (plan.threshold, plan.maximum, plan.p_min, plan.m_max) == (7000, 9550, 5000, 15000)
    assert (plan.gate_signed, plan.least_evaluations, plan.state) == (False, 2, "draft")
    assert (plan.starts_on.isoformat(), plan.ends_on.isoformat()) == ("2026-09-23", "2026-12-22")
    assert list(plan.roles.all()) == [role]


def test_a_wrong_plan_says_what_is_wrong_and_keeps_what_was_typed(plan, people, client_for):
    page = client_for(english(people.hoda)).post(
        reverse("rewards:change_plan", args=[plan.key]),
        {"title_fa": "نام تازه", "threshold": "90", "target": "85", "maximum": "95", "p_min": "0.5", "m_max": "1.5"},
    )
    assert page.status_code == 422
    assert "نام تازه" in page.content.decode()
    assert "Threshold, target, maximum must rise." in page.content.decode()
    assert Plan.objects.count() == 1


def test_bands_are_written_a_line_each(plan, people, client_for):
    hoda = client_for(english(people.hoda))
    url = reverse("rewards:change_plan", args=[plan.key])
    form = hoda.get(url).context["form"]
    values = {name: form[name].value() for name in form.fields}
    values = {name: value for name, value in values.items() if value not in (None, False, [])}
    response = hoda.post(url, {**values, "bands": "70: 0.5\n85: 1\n95: ۱٫۲"})
    assert response.status_code == 302
    draft = Plan.objects.get(version=2)
    assert draft.bands == [[7000, 5000], [8500, 10000], [9500, 12000]]


def test_hoda_walks_a_run_to_the_payment_with_armins_approval(plan, scored, people, client_for):
    hoda, armin = client_for(people.hoda), client_for(people.armin)
    hoda.post(reverse("rewards:start_run", args=[plan.key]))
    run = Run.objects.get()
    for client, act, state in (
        (hoda, "compute_run", RunState.COMPUTED),
        (hoda, "send_run", RunState.SENT),
        (hoda, "approve_run", RunState.SENT),
        (armin, "approve_run", RunState.APPROVED),
        (hoda, "freeze_run", RunState.FROZEN),
        (hoda, "pay_run", RunState.PAID),
    ):
        response = client.post(reverse(f"rewards:{act}", args=[run.key]))
        run.refresh_from_db()
        assert (act, run.state) == (act, state)
        assert response.status_code in (302, 403)
    assert LedgerLine.objects.balance() == 0


@pytest.mark.parametrize("act", ["approve_run", "freeze_run", "pay_run"])
def test_final_acts_ask_for_the_password_again(plan, scored, people, client_for, act):
    run = made.sent(plan, people.hoda.user)
    response = client_for(people.armin, just_signed_in=False).post(reverse(f"rewards:{act}", args=[run.key]))
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_reauthenticate"))
    run.refresh_from_db()
    assert run.state == RunState.SENT


def test_the_guided_page_says_who_is_shut_out_and_why(plan, scored, people, client_for):
    run = made.computed(plan, people.hoda.user)
    page = text(client_for(english(people.hoda)).get(run.get_absolute_url()))
    assert "Kaveh Moradi" in page
    assert "an evaluation ended in FAIL" in page
    assert "Recomputing from the same inputs gives the same amounts." in page


def test_a_second_click_is_answered_with_a_sentence(frozen, people, client_for):
    response = client_for(english(people.hoda)).post(reverse("rewards:freeze_run", args=[frozen.key]), follow=True)
    assert "The run has moved on meanwhile." in response.content.decode()
    assert frozen.lines.count() == 2


def test_the_list_of_people_is_exported_after_the_password(frozen, people, client_for):
    url = reverse("rewards:rows", args=[frozen.key]) + "?_export=csv"
    assert client_for(people.hoda, just_signed_in=False).get(url).status_code == 302
    exported = b"".join(client_for(english(people.hoda)).get(url).streaming_content).decode("utf-8-sig")
    assert "Narges Ahmadi" in exported
    assert "an evaluation ended in FAIL" in exported


def test_the_list_of_people_narrows(frozen, people, client_for):
    url = reverse("rewards:rows", args=[frozen.key])
    hoda = client_for(english(people.hoda))
    gated = text(hoda.get(url + "?standing=gated"))
    assert "Kaveh Moradi" in gated
    assert "Narges Ahmadi" not in gated


def test_holding_needs_a_reason(plan, scored, people, client_for):
    row = made.computed(plan, people.hoda.user).rows.get(staff=people.narges)
    hoda = client_for(people.hoda)
    hoda.post(reverse("rewards:hold_row", args=[row.key]), {"note": " "})
    assert not row.run.holds.exists()
    hoda.post(reverse("rewards:hold_row", args=[row.key]), {"note": "مدارک"})
    assert row.run.holds.get().note == "مدارک"


# Thanks --------------------------------------------------------------------------------------------------------------


def test_narges_thanks_parisa_and_parisa_reads_it(people, client_for):
    standard = frozen_edition(standards=1).standards.get()
    form = {"to": people.parisa.key, "standard": standard.key, "text": "آفرین به تو"}
    assert client_for(people.narges).post(reverse("rewards:thank"), form).status_code == 302
    assert "آفرین به تو" in text(client_for(people.parisa).get(reverse("rewards:thanks")))
    assert "آفرین به تو" in text(client_for(people.narges).get(reverse("rewards:thanks") + "?given"))
    assert "آفرین به تو" not in text(client_for(people.kaveh).get(reverse("rewards:thanks")))


def test_thanks_to_who_has_left_are_not_taken(people, client_for):
    standard = frozen_edition(standards=1).standards.get()
    form = {"to": people.behnam.key, "standard": standard.key, "text": "آفرین"}
    assert client_for(people.narges).post(reverse("rewards:thank"), form).status_code == 422
    assert not Thanks.objects.exists()


# Constancy -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["run", "rows"])
def test_more_people_ask_no_more_questions(plan, people, client_for, name):
    from django.db import connection

    hoda = client_for(people.hoda)
    counts = []
    for joiners in (1, 30):
        StaffFactory.create_batch(joiners, user=None, team=people.day_shift, job_role=people.barista)
        given = {staff: 8600 + 10 * place for place, staff in enumerate(plan.population())}
        with scores(given):
            run = made.computed(plan, people.hoda.user)
        url = reverse(f"rewards:{name}", args=[run.key])
        hoda.get(url)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            text(hoda.get(url))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_in_a_file_every_amount_has_its_unit_beside_it(frozen, people, client_for):
    answer = client_for(people.hoda).get(reverse("rewards:runs") + "?_export=csv")
    head, first, *_others = csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")))
    line = dict(zip(head, first, strict=True))
    assert (line["پرداختنی"].isdigit(), line["واحد پرداختنی"]) == (True, "تومان")
