"""What one figure is shown as is the same everywhere: page, lists, documents, exports, the explanation of a reward."""

import csv
import io
import re
from fractions import Fraction

import openpyxl
import pytest
from django.urls import reverse

from evaluations.documents.summaries import PERSON
from evaluations.models import CycleSource
from evaluations.results.scores import own_standard_score, person_score
from evaluations.results.summaries import PersonSummary
from evaluations.scoring.interval import MOST_NEEDED, WIDEST, interval, needed
from kit.display import percent_text, score_range, whole_bounds, whole_percent
from kit.documents.creation import make_paper
from kit.documents.kinds import paper_of
from kit.documents.store import read_document
from kit.reader import reading_as
from rewards.formula.worth import explain
from rewards.statements.step_lines import step_lines
from tests.documents.reading import text_of
from tests.factories.evaluations import NOW, assign, document_of, open_cycle, published_scorecard, released
from tests.factories.people import StaffFactory
from tests.rewards.test_steps import PLAN, someone
from tests.worlds import built_once

# What Narges was given: how many evaluations, how far apart; the last two are too few to say anything.
STORIES = {
    "narrow": [[10000, 10000, 10000], [10000, 10000, 10000], [10000, 10000, 7500]],
    "equal": [[7500, 7500, 10000], [7500, 7500, 10000]],
    "one": [[10000, 7500, 5000]],
    "wide": [[10000, 10000, 10000], [5000, 5000, 2500], [7500, 10000, 10000]],
    "zeroed": [[10000, 0, 10000], [10000, 10000, 10000]],
}


@built_once
def cycle():
    return open_cycle()


def told(story, cycle, people):
    card = published_scorecard(cycle.edition)
    return [
        released(assign(cycle, subject=people.narges, evaluator=by, scorecard=card), values)
        for by, values in zip([people.saeed, people.kaveh, people.hoda], STORIES[story], strict=False)
    ]


def plain(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def english(staff, client_for):
    staff.user.language, staff.user.digits = "en", "en"
    staff.user.save()
    return client_for(staff)


def documents(cycle, people, rows):
    summary = PersonSummary(cycle, people.narges)
    yield make_paper(paper_of(PERSON), summary, language="en", at=NOW)
    yield document_of(rows[0], "en", at=NOW)


def sureness(score, page=True):
    """How every place must say how exact a cycle's score is."""
    if score.low is None:
        return "Still too few to say how exact it is" if page else ""
    if score.needed:
        return f"Too few yet: {score.n}, about {score.needed} are needed"
    return score_range(score.low, score.high)


@pytest.mark.parametrize("story", STORIES)
def test_page_list_document_and_files_say_the_same(story, cycle, people, client_for):
    rows = told(story, cycle, people)
    score = person_score(cycle, people.narges)
    client = english(people.narges, client_for)
    hr = english(people.hoda, client_for)
    with reading_as("en"):
        of_cycle, of_first = percent_text(score.score), percent_text(rows[0].score)
        said, in_documents = sureness(score), sureness(score, page=False)
    page = plain(client.get(rows[0].get_absolute_url()).content.decode())
    mine = plain(client.get(reverse("evaluations:mine")).content.decode())
    lead = plain(english(people.saeed, client_for).get(reverse("evaluations:list")).content.decode())
    texts = [plain(text_of(read_document(document))) for document in documents(cycle, people, rows)]
    for text in (page, *texts):
        assert of_cycle in text
    for text in (page, mine, texts[1], lead):
        assert of_first in text
    assert said in page
    for text in texts:
        assert in_documents in text
    if score.needed:
        assert said in mine
    exported = {kind: hr.get(reverse("evaluations:list"), {"_export": kind}) for kind in ("csv", "xlsx")}
    bytes_of = {kind: b"".join(answer.streaming_content) for kind, answer in exported.items()}
    in_csv = [row["Score"] for row in csv.DictReader(io.StringIO(bytes_of["csv"].decode("utf-8-sig")))]
    sheet = list(openpyxl.load_workbook(io.BytesIO(bytes_of["xlsx"])).active.values)
    in_sheet = [row[sheet[0].index("Score")] for row in sheet[1:]]
    assert sorted(in_csv) == sorted(f"{row.score / 100:.2f}" for row in rows)
    assert sorted(round(float(cell) * 10000) for cell in in_sheet) == sorted(row.score for row in rows)


@pytest.mark.parametrize("story", STORIES)
def test_the_board_its_file_and_the_reward_say_the_same(story, cycle, people, client_for):
    told(story, cycle, people)
    score = person_score(cycle, people.narges)
    client = english(people.hoda, client_for)
    board = plain(client.get(reverse("home:board"), {"cycle": cycle.key}).content.decode())
    answer = client.get(reverse("home:board"), {"cycle": cycle.key, "_export": "csv"})
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    row = next(row for row in rows if row["Score"])
    with reading_as("en"):
        (line, *_rest) = step_lines(PLAN, explain(PLAN, someone(**figures(score)), Fraction(1)))
        assert percent_text(score.score) in board
        assert plain(line.value) == percent_text(score.score)
    if score.low is None:
        assert (row["Interval from"], row["Evaluations needed"]) == ("", "")
        return
    low, high = whole_bounds(score.low, score.high)
    assert (row["Interval from"], row["Interval to"]) == (f"{low}.00", f"{high}.00")
    assert row["Evaluations needed"] == (str(score.needed) if score.needed else "")
    assert f"between {low} and {high}" in line.text
    wide = f"Too few yet: {score.n}, about {score.needed} are needed"
    assert ((wide in board), (wide in line.text)) == ((True, True) if score.needed else (False, False))
    assert (f"{low} to {high}" in board) == (score.needed is None)


def figures(score):
    return {name: getattr(score, name) for name in ("score", "n", "low", "high", "needed")}


@pytest.mark.parametrize(
    ("low", "high", "shown"), [(6123, 9678, "61–97"), (6100, 9600, "61–96"), (6140, 6140, "61–62"), (0, 10000, "0–100")]
)
def test_an_interval_is_rounded_outwards(low, high, shown):
    with reading_as("en"):
        assert score_range(low, high) == shown


@pytest.mark.parametrize(("points", "shown"), [(8449, 84), (8450, 85), (5950, 60), (0, 0), (10000, 100)])
def test_a_whole_percent_is_half_up(points, shown):
    assert whole_percent(points) == shown


@pytest.mark.parametrize(
    ("scores", "wide", "n"),
    [
        ([8500], False, None),
        ([8500, 8500], False, 2),
        ([8200, 8300, 8400, 8500], False, 3),  # s = 129.10: 2 * 4.303 * 129.10 / sqrt(3) = 641, for two 2320
        ([7000, 8000, 9000], True, 7),  # s = 1000: t(6) = 2.447, 2 * 2447 / sqrt(7) = 1850; for six 2099
        ([6000, 9000], True, 20),  # s = 2121: t(19) = 2.093, 2 * 4440 / sqrt(20) = 1986; for nineteen 2045
        ([0, 10000], True, MOST_NEEDED),
    ],
)
def test_how_many_are_needed(scores, wide, n):
    found = interval(scores)
    assert (found is not None and found.is_wide, needed(scores)) == (wide, n)


def test_twenty_points_are_not_too_wide():
    assert not interval([5000, 5000], centre=5000).is_wide
    assert WIDEST == 2000


def test_a_colour_of_the_heat_map_is_that_of_the_figure_in_it():
    from kit.templatetags.components import heat

    assert (heat(5950, 9)["value"], heat(5950, 9)["css"]) == (60, "ht2")
    assert (heat(5949, 9)["value"], heat(5949, 9)["css"]) == (59, "ht1")


def test_a_hidden_source_is_in_no_figure_of_ones_own(cycle, people):
    card = published_scorecard(cycle.edition)
    CycleSource.objects.filter(cycle=cycle).delete()
    CycleSource.objects.create(cycle=cycle, source="lead", weight=60, threshold=1)
    CycleSource.objects.create(cycle=cycle, source="peer", weight=40, threshold=3)
    mine = {"subject": people.narges, "scorecard": card}
    released(assign(cycle, evaluator=people.saeed, **mine), [10000, 10000, 10000])
    peers = [people.parisa, *StaffFactory.create_batch(2, team=people.day_shift, job_role=people.barista)]
    for peer in peers[:2]:
        released(assign(cycle, evaluator=peer, source="peer", **mine), [0, 0, 0])
    since = cycle.starts_on
    assert own_standard_score(people.narges, "DUR-01", since).score == 10000
    released(assign(cycle, evaluator=peers[2], source="peer", **mine), [0, 0, 0])
    assert own_standard_score(people.narges, "DUR-01", since).n == 4


def test_who_reads_one_evaluation_reads_the_cycle_of_what_they_may_see(cycle, people, client_for):
    rows = told("narrow", cycle, people)
    page = client_for(people.hoda).get(rows[0].get_absolute_url()).context["page"]
    assert page.score.n == 3
    for_writer = client_for(people.kaveh).get(rows[1].get_absolute_url()).context["page"]
    assert for_writer.score.n == 1
