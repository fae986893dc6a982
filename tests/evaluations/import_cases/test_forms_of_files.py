"""Past evaluations from files, cases e04 and e05: two scales in one file, long form, several sources."""

import pytest
from django.db import IntegrityError, transaction

from evaluations.models import CycleSource, Scale
from evaluations.verification import problems as verified
from tests.evaluations.import_cases.mappings import LONG, TWO_SCALES, bring, case, refused, said, values

pytestmark = pytest.mark.django_db


# e04: two scales ------------------------------------------------------------------------------------------------------


def test_e04_words_and_decimals_in_one_mapping():
    imported = bring(case("e04-two-scales"), TWO_SCALES)
    assert values(imported) == [[7500, 9000], [10000, 5050], [0, 10000]]
    assert [str(row.observed_on) for row in imported.evaluations] == ["2019-02-01", "2019-02-18", "2019-02-25"]
    assert sorted(Scale.objects.values_list("kind", flat=True)) == ["number", "steps"]
    assert list(verified()) == []


def test_e04_which_of_day_and_month_is_first_is_asked():
    plan = refused(case("e04-two-scales"), TWO_SCALES.replace('order = "mdy"', ""))
    assert said(plan)[0].startswith("column “Reviewed on”: “02/01/19”: is the day or the month first?")


def test_e04_no_new_scorecard_takes_a_scale_of_numbers():
    bring(case("e04-two-scales"), TWO_SCALES)
    assert list(Scale.objects.current().values_list("kind", flat=True)) == ["steps"]
    numbers = Scale.objects.get(kind="number")
    with pytest.raises(IntegrityError), transaction.atomic():
        Scale.objects.filter(pk=numbers.pk).update(retired_at=None)


def test_e04_a_scale_of_the_company_that_says_the_same_is_taken():
    bring(case("e04-two-scales"), TWO_SCALES)
    steps = Scale.objects.filter(kind="steps").count()
    rows = case("e04-two-scales").replace(b"A,02", b"D,02")
    bring(rows, TWO_SCALES.replace('"past"', '"past-2"'), source="other.csv")
    assert Scale.objects.filter(kind="steps").count() == steps


# e05: long form, several sources --------------------------------------------------------------------------------------


def test_e05_one_row_a_behaviour_makes_one_evaluation_a_reviewer():
    imported = bring(case("e05-long"), LONG)
    rows = {(row.source, row.evaluator.code): row for row in imported.evaluations}
    assert set(rows) == {("lead", "K"), ("peer", "L"), ("self", "A")}
    assert values(imported) == [[7500, None], [5000, 10000], [10000, None]]
    assert [str(row.observed_on) for row in imported.evaluations] == ["2024-05-02", "2024-05-03", "2024-05-03"]
    assert dict(CycleSource.objects.values_list("source", "threshold"))["peer"] == 3
    assert list(verified()) == []


def test_e05_a_relationship_that_is_not_known_is_named_with_row_and_column():
    plan = refused(case("e05-long").replace(b"Peer", b"Friend"), LONG)
    assert said(plan) == ["column “Relationship”: “Friend” is no known source"]
    words = LONG.replace('column = "Relationship"', 'column = "Relationship"\n[source.words]\nFriend = "peer"')
    assert len(bring(case("e05-long").replace(b"Peer", b"Friend"), words).evaluations) == 3


def test_e05_a_behaviour_twice_or_unknown_is_refused():
    rows = case("e05-long").decode()
    assert said(refused(rows + "A,A,Self,2024-05-03 12:00:00,Listens,4\n", LONG)) == [
        "row 7, column “Behaviour”: “Listens” is answered twice"
    ]
    assert said(refused(rows + "A,A,Self,2024-05-03 12:00:00,Sings,4\n", LONG)) == [
        "row 7, column “Behaviour”: “Sings” is no criterion of the mapping"
    ]


def test_e05_sorted_otherwise_it_is_the_same():
    head, *rows = case("e05-long").decode().splitlines()
    bring(case("e05-long"), LONG)
    assert bring("\n".join([head, *reversed(rows)]), LONG, source="other.csv").evaluations == ()
