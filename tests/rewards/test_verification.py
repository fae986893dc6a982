"""Whatever is changed behind the actions' back is named."""

from rewards.models import LedgerLine, Run, RunRow
from rewards.verification import problems
from tests.factories import rewards as made
from tests.factories.rewards import NOW, scores
from tests.worlds import built_once


@built_once
def run(people):
    plan = made.published_plan(
        by=people.hoda.user, roles=[people.barista, people.server], budget=60_000_000, title_en="Autumn"
    )
    with scores({people.narges: 8500, people.parisa: 9000}):
        run = made.paid(plan, people.hoda.user, people.armin.user)
    assert list(problems()) == []
    return run


def named(run, ending):
    return f"reward run {run.key}: {ending}"


def test_an_amount_changed_in_the_table_is_named(run, people):
    RunRow.objects.filter(staff=people.narges).update(amount=1, difference=1)
    found = list(problems())
    assert found[0] == named(run, "the row of P-narges does not recompute to what it says")
    assert named(run, "the rows or terms were changed after they were computed") in found
    assert named(run, "the ledger line of P-narges is not what the run gives") in found


def test_inputs_changed_in_the_table_are_named(run, people):
    row = RunRow.objects.get(staff=people.narges)
    (span,) = row.inputs["work"]
    RunRow.objects.filter(pk=row.pk).update(inputs={**row.inputs, "work": [{**span, "contract_share": 5000}]})
    assert next(problems()) == named(run, "the budget factor is not what the inputs give")


def test_terms_changed_in_the_table_are_named(run):
    Run.objects.filter(pk=run.pk).update(terms_json={**run.terms_json, "cap": 1})
    assert named(run, "the rows or terms were changed after they were computed") in list(problems())


def test_a_hash_that_was_made_to_fit_is_not_the_one_that_was_frozen(run):
    Run.objects.filter(pk=run.pk).update(content_hash="0" * 64)
    assert named(run, "its hash is not the one that was frozen") in list(problems())


def test_a_row_taken_away_is_named(run, people):
    RunRow.objects.filter(staff=people.kaveh).delete()
    assert named(run, "the total is not the sum of its rows") in list(problems())


def test_a_ledger_line_taken_away_or_changed_is_named(run, people):
    LedgerLine.objects.filter(staff=people.parisa, kind="earned").delete()
    LedgerLine.objects.filter(staff=people.narges, kind="paid").update(amount=-1)
    assert set(problems()) == {
        named(run, "the reward of P-parisa is missing from the ledger"),
        named(run, "the payment to P-narges is not what was booked"),
        named(run, "the payment to P-parisa is not what was booked"),
        named(run, "the payments in the ledger are not those that were made"),
    }


def test_a_line_that_no_row_gives_is_named(run, people):
    LedgerLine.objects.create(
        run=run, staff=people.mina, kind="earned", unit="money", amount=5, at=NOW, by=people.hoda.user
    )
    assert list(problems()) == [named(run, "the ledger line of P-mina is not what the run gives")]
