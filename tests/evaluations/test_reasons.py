"""A zero is explained where it stands: what a missed critical criterion took, from which, with both figures."""

import io
import re

import openpyxl
import pytest
from django.urls import reverse

from evaluations import actions
from evaluations.models import Criterion, Evaluation
from evaluations.results.reasons import criticals_sentence, explained_scores
from evaluations.scoring.causes import causes
from evaluations.scoring.engine import Answer, Rules, Section, score_scorecard
from kit.documents.store import read_document
from kit.reader import reading_as
from tests.documents.reading import text_of
from tests.factories.evaluations import NOW, assign, document_of, drafted_scorecard, open_cycle, released, somebody
from tests.worlds import built_once

ZERO = Rules()


def product_vector(critical):
    """PRODUCT.md, section 3: raw score 80.00, the last criterion of section 2 missed."""
    first = Section(1, "standard", 30, (Answer(11, 2, 7500), Answer(12, 1, 10000), Answer(13, 1, None)))
    last = Answer(23, 1, 0, is_pass=False, critical=critical)
    second = Section(2, "standard", 50, (Answer(21, 1, 5000), Answer(22, 3, 10000), last))
    third = Section(3, "standard", 20, (Answer(31, 1, None),))
    return [first, second, third, Section(4, "bonus", 0, (Answer(41, 500, 10000),))]


@pytest.mark.parametrize(
    ("critical", "rules", "score", "taken"),
    [
        ("none", ZERO, 8000, {}),
        ("section", ZERO, 3625, dict.fromkeys((21, 22, 23), (23,))),
        ("all", ZERO, 0, dict.fromkeys((11, 12, 13, 21, 22, 23, 31, 41), (23,))),
        ("all", Rules(fail_zeroes_score=False), 8000, {}),
    ],
)
def test_the_causes_of_the_products_vector(critical, rules, score, taken):
    sections = product_vector(critical)
    result = score_scorecard(sections, rules)
    found = causes(sections, rules)
    assert (result.raw_score, result.score) == (8000, score)
    assert found.taken == taken
    assert found.missed == (() if critical == "none" else (23,))
    lost = {key for key, part in result.parts.items() if part.contribution < part.raw_contribution}
    assert lost <= set(found.taken)


def test_a_failed_gate_takes_the_bonus_and_both_causes_are_named():
    gate = Section(9, "gate", 0, (Answer(91, 0, 0, is_pass=False),))
    found = causes([*product_vector("section"), gate], Rules(fail_zeroes_score=False))
    assert found.taken == dict.fromkeys((21, 22, 23), (23,)) | {41: (91,)}
    both = causes([*product_vector("section"), gate], ZERO)
    assert (both.taken[22], both.taken[11], both.missed) == ((23, 91), (91,), (23, 91))


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((0, 0, 0), ""),
        ((1, 1, 0), "The critical criterion was met"),
        ((2, 2, 0), "All 2 critical criteria were met"),
        ((2, 1, 0), "Critical criteria: 1 of 1 that arose met; 1 did not arise"),
        ((3, 2, 1), "Critical criteria: 1 of 2 that arose met; 1 did not arise"),
        ((1, 0, 0), "The critical criterion did not arise"),
        ((2, 0, 0), "None of 2 critical criteria arose"),
        ((2, 2, 1), "1 critical criterion of 2 was not met"),
        ((2, 2, 2), "2 critical criteria of 2 were not met"),
    ],
)
def test_what_did_not_arise_was_not_met(counts, said):
    with reading_as("en"):
        assert criticals_sentence(*counts) == said


def test_what_counts_as_met_by_the_scorecard_is_said():
    with reading_as("en"):
        said = criticals_sentence(2, 1, 0, na_counts_as_pass=True)
    assert said == "Critical criteria: 1 of 1 that arose met; 1 did not arise, which this scorecard counts as met"


@built_once
def cycle(people):
    """DUR-02 is critical for its section: three criteria of one section, all equal."""
    card = drafted_scorecard()
    Criterion.objects.filter(section__scorecard=card).update(critical="none", threshold=None)
    Criterion.objects.filter(section__scorecard=card, standard__code="DUR-02").update(critical="section")
    actions.publish_scorecard(scorecard=card, by=somebody(), at=NOW)
    return open_cycle(card.edition)


@built_once
def zeroed(people, cycle):
    """Two of three at their best, the critical one missed."""
    return released(assign(cycle, subject=people.narges, evaluator=people.saeed), [10000, 0, 10000])


def english(user, client_for):
    user.language, user.digits = "en", "en"
    user.save()
    return client_for(user.staff_member)


def plain(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


WHOLE = "0 because DUR-02, critical, was not met; otherwise it would be 66.7%."
PART = "0 because DUR-02, critical, was not met; otherwise it would be 33.33."


def test_the_evaluation_says_why_in_the_whole_in_bars_and_by_criterion(people, zeroed, client_for):
    assert (zeroed.score, zeroed.raw_score) == (0, 6667)
    answer = english(people.narges.user, client_for).get(zeroed.get_absolute_url())
    page, text = answer.context["page"], plain(answer.content.decode())
    assert page.reason.codes == ("DUR-02",)
    assert text.count(WHOLE) >= 2  # the score of it, and of the cycle
    assert PART in text
    assert {row.score for row in page.touchpoints} == {0}
    assert not [line for line in page.others if line.reason], "what counts 0 is not put away under “fully met”"
    assert page.most_lost.criterion.standard.code == "DUR-02"
    assert "1 critical criterion of 1 was not met" in text


def test_lists_my_evaluations_and_the_person_say_it_too(people, zeroed, client_for):
    mine = english(people.narges.user, client_for).get(reverse("evaluations:mine")).content.decode()
    assert plain(mine).count(WHOLE) == 2
    lead = english(people.saeed.user, client_for)
    for address in (reverse("evaluations:list"), reverse("home:person", args=[people.narges.key])):
        assert WHOLE in plain(lead.get(address).content.decode())
    board = lead.get(reverse("home:board") + f"?cycle={zeroed.cycle.key}").content.decode()
    assert WHOLE in plain(board)


def test_exports_hold_both_figures_and_the_code(people, zeroed, client_for):
    answer = english(people.hoda.user, client_for).get(reverse("evaluations:list"), {"_export": "xlsx"})
    rows = list(openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active.values)
    found = dict(zip(rows[0], rows[1], strict=True))
    assert (float(found["Score"]), float(found["Without missed critical criteria"])) == (0, 0.6667)
    assert found["Critical criteria that were not met"] == "DUR-02"


@pytest.mark.parametrize(("language", "said"), [("en", WHOLE), ("fa", "چون DUR-02")], ids=["en", "fa"])
def test_the_document_says_it(zeroed, language, said):
    text = plain(text_of(read_document(document_of(zeroed, language, at=NOW))))
    assert said in text


def test_a_fail_of_the_whole_names_its_cause(people, client_for):
    card = drafted_scorecard()
    Criterion.objects.filter(section__scorecard=card).update(critical="none", threshold=None)
    Criterion.objects.filter(section__scorecard=card, standard__code="DUR-03").update(critical="all")
    actions.publish_scorecard(scorecard=card, by=somebody(), at=NOW)
    failed = released(assign(open_cycle(card.edition), subject=people.narges, evaluator=people.saeed), [10000, 7500, 0])
    text = plain(english(people.narges.user, client_for).get(failed.get_absolute_url()).content.decode())
    assert "0 because DUR-03, critical, was not met; otherwise it would be 58.3%." in text


def test_what_did_not_arise_is_said_on_the_page(people, cycle, client_for):
    row = released(assign(cycle, subject=people.narges, evaluator=people.saeed), [10000, None, 10000])
    text = plain(english(people.narges.user, client_for).get(row.get_absolute_url()).content.decode())
    assert "The critical criterion did not arise" in text and "was met" not in text


def test_scores_without_a_loss_have_no_reason_and_cost_no_query_more(people, cycle, django_assert_num_queries):
    row = released(assign(cycle, subject=people.narges, evaluator=people.saeed))
    with django_assert_num_queries(2):
        found = explained_scores(cycle, [people.narges.pk])
    assert found[people.narges.pk].reason is None
    assert Evaluation.objects.with_missed().get(pk=row.pk).missed_criticals == []
