"""Where the chain of a standard is broken. What the apps above have is told here by small stand-ins."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kit.spreadsheets import read_table
from playbook.links.coverage import CoverageCell, CoverageSource, Gap, coverage_lines
from playbook.links.standard_links import StandardLinks, made_up
from tests.factories.playbook import EvidenceLinkFactory, frozen_edition
from tests.worlds import built_once

TODAY = date(2026, 1, 20)
COVERAGE = "/folder/coverage/"


@pytest.fixture
def sources():
    """{name: {code: CoverageCell}} of lessons, questions, criteria and evaluations, to be filled by the test."""
    found = {name: {} for name in ("lessons", "questions", "criteria", "evaluations")}

    def source(name):
        mend = lambda row: f"/mend/{row.code}/"  # noqa: E731
        return CoverageSource(name, lambda codes, on: found[name], mend=mend, perm="playbook.manage_evidence")

    links = StandardLinks("tests", coverage=tuple(source(name) for name in found))
    with made_up(links, without=("training", "evaluations")):
        yield found


@built_once
def edition(people):
    return frozen_edition(standards=4)


def gaps(edition):
    return {line.standard.code: line.gaps for line in coverage_lines(edition, TODAY)}


def test_every_gap_has_its_name(edition, sources):
    for code in ("DUR-01", "DUR-02", "DUR-03"):
        EvidenceLinkFactory(code=code)
    sources["lessons"] |= {"DUR-01": CoverageCell(1), "DUR-02": CoverageCell(2)}
    sources["criteria"] |= {"DUR-01": CoverageCell(1), "DUR-03": CoverageCell(1)}
    assert gaps(edition) == {
        "DUR-01": [],
        "DUR-02": [Gap.UNEVALUATED],
        "DUR-03": [Gap.UNTAUGHT],
        "DUR-04": [Gap.OPINION, Gap.NEITHER],
    }


def test_a_question_teaches_too(edition, sources):
    sources["questions"]["DUR-01"] = CoverageCell(1)
    assert gaps(edition)["DUR-01"] == [Gap.OPINION, Gap.UNEVALUATED]


def test_words_are_counted_with_the_newest_day(edition, sources):
    EvidenceLinkFactory(code="DUR-01", evidence__said_on=date(2026, 1, 5))
    EvidenceLinkFactory(code="DUR-01", evidence__said_on=date(2025, 1, 5))
    EvidenceLinkFactory(code="DUR-02", linked_at=datetime(2026, 1, 9, tzinfo=UTC))
    cells = {line.standard.code: line.cells["evidence"] for line in coverage_lines(edition, TODAY)}
    assert cells["DUR-01"] == CoverageCell(2, newest=date(2026, 1, 5))
    assert cells["DUR-02"].newest == date(2026, 1, 9)
    assert cells["DUR-03"] == CoverageCell()


def test_a_red_cell_leads_to_where_it_is_mended(edition, sources, mina, client_for):
    page = client_for(mina).get(COVERAGE).content.decode()
    assert "/mend/DUR-01/" in page
    assert reverse("playbook:words") in page


def test_who_may_not_mend_is_led_nowhere(edition, sources, hoda, client_for):
    page = client_for(hoda).get(COVERAGE).content.decode()
    assert '<td class="red">' in page
    assert "/mend/" not in page and f'href="{reverse("playbook:words")}"' not in page


def test_filters_narrow_the_matrix(edition, sources, mina, client_for):
    EvidenceLinkFactory(code="DUR-02")
    client = client_for(mina)
    assert client.get(COVERAGE, {"gap": "opinion"}).context["paginator"].count == 3
    assert client.get(COVERAGE, {"phase": "before"}).context["paginator"].count == 0
    assert client.get(COVERAGE, {"q": "DUR-۰۳"}).context["paginator"].count == 1
    assert client.get(COVERAGE, {"gap": "nonsense"}).context["paginator"].count == 4


def test_the_workbook_says_the_same(edition, sources, mina, client_for):
    EvidenceLinkFactory(code="DUR-02")
    sources["evaluations"]["DUR-02"] = CoverageCell(7, mean=8250)
    answer = client_for(mina).get(COVERAGE, {"_export": "xlsx", "q": "DUR-02"})
    header, rows = read_table(BytesIO(answer.getvalue()))
    assert rows[0][0] == "DUR-02"
    assert rows[0][3:8] == ["1", "0", "0", "0", "7"]
    assert len(rows) == 1
    assert len(header) == 12
    assert "DUR-02" in client_for(mina).get(COVERAGE, {"_export": "csv"}).getvalue().decode("utf-8-sig")


def test_the_matrix_asks_the_same_questions_for_one_and_for_thirty(mina, client_for):
    """With what the real apps above register."""
    client = client_for(mina)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(COVERAGE).status_code == 200
        return len(asked)

    frozen_edition(standards=1)
    queries()
    few = queries()
    frozen_edition(standards=30, effective_on=timezone.localdate())
    EvidenceLinkFactory.create_batch(10, code="DUR-01")
    assert queries() == few
