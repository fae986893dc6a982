"""The team board and a person's page: scope, order, export, the heat map."""

import csv
import io
from urllib.parse import quote

import pytest

from home.board.heat import heat_map_of
from kit.spreadsheets import read_table
from tests.factories.evaluations import assign, released
from tests.factories.people import StaffFactory
from tests.factories.rewards import RUNNING, published_plan
from tests.home.conftest import TAJRISH_SECRET

BOARD = "/board/"


def names_on(client, address=BOARD):
    return [row.record.code for row in client.get(address).context["table"].paginated_rows]


def test_a_lead_sees_the_own_team_and_nobody_else(autumn, people, client_for):
    assert set(names_on(client_for(people.saeed))) == {"P-narges", "P-parisa"}
    assert names_on(client_for(people.kaveh)) == [autumn.roya.code]


def test_people_of_another_lead_never_appear(autumn, people, client_for):
    client = client_for(people.saeed)
    team, cycle = people.tajrish_shift.key, autumn.cycle.key
    for address in ("", "?sort=-score", f"?team={team}", "?q=رویا", "?open=on", f"?cycle={cycle}", "?_export=csv"):
        answer = client.get(BOARD + address)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert TAJRISH_SECRET not in content.decode(), address
    assert client.get(f"{BOARD}{autumn.roya.key}/").status_code == 404


def test_hr_sees_everyone_at_work(autumn, people, client_for):
    shown = names_on(client_for(people.hoda))
    assert autumn.roya.code in shown
    assert people.behnam.code not in shown


@pytest.mark.parametrize("name", ["narges", "mina", "armin"])
def test_it_is_for_leads_and_hr_alone(autumn, people, client_for, name):
    assert client_for(getattr(people, name)).get(BOARD).status_code == 403


def test_scores_stand_with_their_count(autumn, people, client_for):
    people.saeed.user.language, people.saeed.user.digits = "en", "en"
    people.saeed.user.save()
    page = client_for(people.saeed).get(BOARD).content.decode()
    assert "75.0%" in page
    assert "from 1 evaluation" in page
    assert "No result yet" in page


@pytest.mark.parametrize("forged", ["a.b", "//elsewhere.example", "user__password", "?", "\x00"])
def test_a_forged_order_beside_one_that_is_there_is_left_alone(forged, autumn, people, client_for):
    client = client_for(people.saeed)
    assert names_on(client, f"{BOARD}?sort={quote(forged)}&sort=-score") == names_on(client, f"{BOARD}?sort=-score")


def test_sorting_by_score_keeps_those_without_one_last(autumn, people, client_for):
    client = client_for(people.hoda)
    up, down = names_on(client, f"{BOARD}?sort=score"), names_on(client, f"{BOARD}?sort=-score")
    assert up[:2] == [autumn.roya.code, "P-narges"]
    assert down[:2] == ["P-narges", autumn.roya.code]


def test_only_those_with_something_open(autumn, people, client_for):
    assert set(names_on(client_for(people.saeed), f"{BOARD}?open=on")) == {"P-narges", "P-parisa"}
    assert client_for(people.saeed).get(f"{BOARD}?open=on&sort=signed").status_code == 200


def test_export_holds_figures(autumn, people, client_for):
    answer = client_for(people.saeed).get(f"{BOARD}?_export=csv")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    narges = next(row for row in rows if row[0].startswith("نرگس"))
    assert len(narges) == len(rows[0])
    assert "75" in "".join(narges)
    book = client_for(people.saeed).get(f"{BOARD}?_export=xlsx")
    assert read_table(io.BytesIO(b"".join(book.streaming_content)))


def test_an_export_asks_for_the_password(autumn, people):
    from tests.personas import client_for

    answer = client_for(people.saeed, just_signed_in=False).get(f"{BOARD}?_export=csv")
    assert answer.status_code == 302


def test_the_board_asks_as_much_for_thirty_as_for_two(autumn, people, client_for, queries_of):
    client = client_for(people.saeed)
    few = queries_of(client, BOARD), queries_of(client, f"{BOARD}?sort=-score")
    for _ in range(28):
        other = StaffFactory(team=people.day_shift, job_role=people.barista)
        released(assign(autumn.cycle, subject=other, evaluator=people.saeed, scorecard=autumn.card), by=None)
    assert (queries_of(client, BOARD), queries_of(client, f"{BOARD}?sort=-score")) == few


def test_the_heat_map_means_every_answer_of_a_team(autumn, people):
    heat = heat_map_of(autumn.cycle)
    assert [team.code for team in heat.columns] == ["TJR-D", "VLS-D"]
    assert [line.cells for line in heat.lines] == [
        [(2500, 1), (10000, 1)],
        [(2500, 1), (7500, 1)],
        [(2500, 1), (5000, 1)],
    ]


def test_a_lead_sees_only_the_own_team_in_the_heat_map(autumn, people, client_for):
    heat = client_for(people.saeed).get(BOARD).context["heat"]
    assert [team.code for team in heat.columns] == ["VLS-D"]


def test_few_answers_are_hatched(autumn, people, client_for):
    page = client_for(people.hoda).get(BOARD).content.decode()
    assert 'td class="ht0"' in page
    assert 'td class="ht5"' not in page


def test_a_persons_page_composes_what_the_lead_may_see(autumn, people, client_for):
    published_plan(autumn.cycle, **RUNNING)
    page = client_for(people.saeed).get(f"{BOARD}{people.narges.key}/")
    assert page.status_code == 200
    assert [row.pk for row in page.context["evaluations"]] == [autumn.narges_evaluation.pk]
    assert len(page.context["unsigned"]) == 3
    assert list(page.context["rewards"]) == []


def test_an_administrator_has_no_way_to_somebodys_score(autumn, people, client_for):
    assert client_for(people.armin).get(f"{BOARD}{people.narges.key}/").status_code == 404


def test_ones_own_page(autumn, people, client_for):
    assert client_for(people.narges).get(f"{BOARD}{people.narges.key}/").status_code == 200
