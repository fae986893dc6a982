"""Past evaluations from files, case e03: numbers, percent and places."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from evaluations.models import Answer, Evaluation
from evaluations.records.content import evaluation_hash
from evaluations.verification import problems as verified
from people.models import StaffMember
from tests.evaluations.import_cases.mappings import STORES, bring, case, refused, said, values

pytestmark = pytest.mark.django_db


def test_e03_numbers_and_percent_are_exact_basis_points():
    imported = bring(case("e03-percent"), STORES)
    assert values(imported) == [[8700, 9250], [6100, 7050]]
    assert [row.score for row in imported.evaluations] == [8975, 6575]
    assert list(verified()) == []


@pytest.mark.parametrize(
    ("text", "points"),
    [("92.5", 9250), ("70,5", 7050), ("۷۰٫۵٪", 7050), ("%۷۰/۵", None), ("100 %", 10000), ("33.335", 3334), ("0", 0),
     ("33.3349999", 3333), ("-1", None), ("100.001", None), ("1e2", None), ("9" * 400, None), ("٪", None)],
)  # fmt: skip
def test_e03_what_a_percentage_comes_to(text, points):
    rows = f'Store,Visited,Score,Cleanliness %\nNorth,2024-03-09,87,"{text}"\n'
    if points is None:
        assert "is not a number from 0 to 100" in said(refused(rows, STORES))[0]
    else:
        assert values(bring(rows, STORES)) == [[8700, points]]


def test_e03_a_comma_that_may_part_thousands_is_refused():
    mapping = STORES.replace("highest = 100", "highest = 5000").replace("fails_below = 70", "")
    rows = 'Store,Visited,Score,Cleanliness %\nNorth,2024-03-09,"{}",50\n'
    assert "is not a number" in said(refused(rows.format("1,250"), mapping))[0]
    assert values(bring(rows.format("1,250.5"), mapping)) == [[2501, 5000]]


def test_e03_verify_computes_the_number_again():
    bring(case("e03-percent"), STORES)
    answer = Answer.objects.get(given="87")
    Answer.objects.filter(pk=answer.pk).update(given="88")
    assert any("not what its number comes to" in problem for problem in verified())


@pytest.mark.parametrize("wrong", [{"given": "87", "value": None}, {"given": "", "value": 8700}, {"is_na": True}])
def test_e03_the_database_refuses_a_number_without_a_value(wrong):
    bring(case("e03-percent"), STORES)
    answer = Answer.objects.get(given="87")
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.filter(pk=answer.pk).update(**wrong)


def test_e03_a_number_is_shown_as_it_was_given(people, client_for):
    imported = bring(case("e03-percent"), STORES)
    people.hoda.user.language, people.hoda.user.digits = "en", "en"
    people.hoda.user.save()
    north, south = imported.evaluations
    page = client_for(people.hoda).get(north.get_absolute_url()).content.decode()
    assert "87 (of 0 to 100)" in page
    assert "92.5%" in page
    assert Answer.objects.get(evaluation=south, given="61").is_failed
    card = client_for(people.hoda).get(north.scorecard.get_absolute_url()).content.decode()
    assert "Numbers, 0 to 100" in card


def test_e03_the_seal_holds_the_number():
    north = bring(case("e03-percent"), STORES).evaluations[0]
    north = Evaluation.objects.select_related("subject", "evaluator", "team", "cycle", "edition", "scorecard").get(
        pk=north.pk
    )
    answers = list(north.answers.select_related("criterion", "outcome"))
    assert evaluation_hash(north, answers) == north.content_hash
    answers[0].given = "87.0"
    assert evaluation_hash(north, answers) != north.content_hash


def test_e03_a_number_is_corrected_as_a_number(people, client_for):
    north = bring(case("e03-percent"), STORES).evaluations[0]
    first, second = [row.criterion for row in north.answers.order_by("criterion__position")]
    url = f"{north.get_absolute_url()}correct/"
    client = client_for(people.hoda)
    assert 'value="87"' in client.get(url).content.decode()
    wrong = client.post(url, {"version": 1, "reason": "x", f"o-{first.key}": "870", f"c-{first.key}": ""})
    assert wrong.status_code == 422
    client.post(url, {"version": 1, "reason": "x", f"o-{first.key}": "۸۸٫۲۵", f"o-{second.key}": ""})
    new = Evaluation.objects.get(revision_of=north)
    assert {row.given: (row.value, row.is_na) for row in new.answers.all()} == {
        "88.25": (8825, False),
        "": (None, True),
    }
    assert list(verified()) == []


def test_e03_a_store_is_a_place_and_nobody_at_work(people, client_for):
    client = client_for(people.hoda)
    before = {url: client.get(url).context["table"].page.paginator.count for url in ("/people/?state=all", "/board/")}
    bring(case("e03-percent"), STORES)
    places = StaffMember.objects.filter(is_place=True)
    assert sorted(places.values_list("code", flat=True)) == ["North", "South"]
    assert not places.active_on(timezone.localdate()).exists()
    assert not StaffMember.objects.visible_to(people.hoda.user).filter(is_place=True).exists()
    # Who evaluated is a former person.
    assert client.get("/people/?state=all").context["table"].page.paginator.count == before["/people/?state=all"] + 1
    assert client.get("/board/").context["table"].page.paginator.count == before["/board/"]
    assert client.get(places.first().get_absolute_url()).status_code == 404
    evaluation = Evaluation.objects.get(subject__code="North")
    assert client.get(evaluation.get_absolute_url()).status_code == 200
    with pytest.raises(IntegrityError), transaction.atomic():
        places.update(left_on=None)


def test_e03_a_person_is_no_place_and_a_place_no_person(people):
    StaffMember.objects.filter(pk=people.narges.pk).update(code="North")
    assert said(refused(case("e03-percent"), STORES)) == ["North is a person here, not a place"]
