"""A staff list changes work from the day that was chosen."""

from datetime import date

from tests.people.test_staff_import import EN, ON, carry_out, plan_of, upload
from tests.people.work_periods.world import JOINED, LATER, MOVE, TODAY, columns_of, spans_of


def line(team="VLS-D", joined="2024-03-20", share="100", left=""):
    branch = {"VLS-D": "VLS", "OFF": "VLS", "TJR-D": "TJR"}[team]
    return f"P-narges,نرگس,احمدی,{branch},{team},barista,{joined},{share},{left}"


def test_a_file_changes_work_from_the_day_that_was_chosen_and_again_changes_nothing(people):
    plan = carry_out(people, line(team="TJR-D", share="50"), header=EN, since=MOVE)
    assert (plan.changes_work, plan.count("changed")) == (True, 1)
    assert spans_of(people.narges) == [(JOINED, MOVE, "VLS-D", 10000), (MOVE, None, "TJR-D", 5000)]
    for since in (MOVE, ON, LATER):
        assert not plan_of(people, line(team="TJR-D", share="50"), header=EN, since=since).does_something


def test_the_preview_asks_from_which_day_and_the_day_goes_along(people, client_for):
    client = client_for(people.hoda)
    look = upload(client, f"{EN}\n{line(team='OFF')}\n".encode())["Location"]
    assert client.get(look).context["plan"].since == TODAY
    page = client.get(look, {"since": "۱۴۰۵/۰۷/۰۹"})
    plan = page.context["plan"]
    assert (plan.since, 'name="since" value="2026-10-01"' in page.content.decode()) == (MOVE, True)
    assert client.post(f"{look}confirm/", {"plan": plan.fingerprint})["Location"] == look  # another day than was shown
    assert client.post(f"{look}confirm/", {"plan": plan.fingerprint, "since": "2026-10-01"}).status_code == 302
    assert spans_of(people.narges) == [(JOINED, MOVE, "VLS-D", 10000), (MOVE, None, "OFF", 10000)]


def test_a_change_for_later_is_known_by_the_same_file(people):
    carry_out(people, line(team="TJR-D"), header=EN, since=LATER)
    assert columns_of(people.narges)[0] == "VLS-D"
    assert not plan_of(people, line(team="TJR-D"), header=EN, since=ON).does_something


def test_a_file_brings_somebody_back(people):
    carry_out(people, line(left="2026-10-01"), header=EN)
    plan = carry_out(people, line(team="OFF", joined="2026-10-20"), header=EN)
    assert [row.is_return for row in plan.rows] == [True]
    assert spans_of(people.narges) == [
        (JOINED, date(2026, 10, 1), "VLS-D", 10000),
        (date(2026, 10, 20), None, "OFF", 10000),
    ]
    assert not plan_of(people, line(team="OFF", joined="2026-10-20"), header=EN).does_something


def test_a_file_moves_nobody_who_had_left_by_the_day(people):
    carry_out(people, line(left="2026-10-01"), header=EN)
    (row,) = plan_of(people, line(team="OFF", left="2026-10-01"), header=EN).rows
    assert (row.state, len(row.problems)) == ("wrong", 1)
    (row,) = plan_of(people, line(team="OFF", left="2026-10-01"), header=EN, since=date(2026, 9, 1)).rows
    assert row.state == "changed"
