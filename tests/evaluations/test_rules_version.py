"""A stored score names the rule that gave it: old ones are right by theirs, new ones by the newest."""

from unittest import mock

import pytest

from evaluations import actions
from evaluations.models import Answer, Criterion, Evaluation
from evaluations.records.content import content_without_rule
from evaluations.results.reasons import Reasons
from evaluations.scoring import engine
from evaluations.scoring.causes import CAUSES, Causes
from evaluations.scoring.engine import RULES, STANDARD, Section, UnknownRule, newest_rule, score_scorecard
from evaluations.verification import problems
from kit.audit.models import AuditEntry
from kit.documents.store import read_document
from kit.values.canonical import content_hash
from tests.documents.reading import attached
from tests.factories.evaluations import (
    NOW,
    assign,
    document_of,
    drafted_scorecard,
    open_cycle,
    released,
    somebody,
    submitted,
)
from tests.factories.playbook import frozen_edition
from tests.worlds import built_once

WEIGHTS, VALUES = (4, 5, 8, 6, 6), (10000, 7500, 5000, 0, 10000)
# (weight, contribution) in basis points. By the first rule, the first criterion gives more than it weighs.
BY_RULE = {
    1: [(1379, 1380), (1724, 1293), (2759, 1379), (2069, 0), (2069, 2069)],
    2: [(1379, 1379), (1724, 1293), (2759, 1380), (2069, 0), (2069, 2069)],
    3: [(1379, 1379), (1724, 1294), (2759, 1380), (2069, 0), (2069, 2068)],
}
TIE = {
    1: [(1852, 0), (2593, 0), (2592, 2593), (2963, 0)],
    2: [(1852, 0), (2593, 0), (2592, 2593), (2963, 0)],
    3: [(1852, 0), (2592, 0), (2593, 2593), (2963, 0)],
}


def figures(weights, values, version):
    answers = tuple(engine.Answer(n, *each) for n, each in enumerate(zip(weights, values, strict=True)))
    parts = score_scorecard([Section("s", STANDARD, 1, answers)], version=version).parts
    return [(parts[n].applied_weight, parts[n].contribution) for n in range(len(weights))]


@pytest.mark.parametrize("version", RULES)
def test_each_rule_gives_for_ever_what_it_gave(version):
    assert figures(WEIGHTS, VALUES, version) == BY_RULE[version]
    assert figures((5, 7, 7, 8), (0, 0, 10000, 0), version) == TIE[version]


def test_the_newest_rule_is_the_one_that_is_used():
    assert newest_rule() == 3
    assert figures(WEIGHTS, VALUES, None) == BY_RULE[3]


def test_no_rule_changes_a_score():
    """They differ in how it is shown to come about."""
    assert {sum(given for _, given in rows) for rows in BY_RULE.values()} == {6121}


def test_a_rule_that_there_is_not_is_refused_by_name():
    with pytest.raises(UnknownRule, match="there is no rule 9 of scoring"):
        figures(WEIGHTS, VALUES, 9)


# Rows ----------------------------------------------------------------------------------------------------------------


@built_once
def assignment(people):
    """Five criteria of the weights above."""
    edition = frozen_edition(standards=5)
    card = drafted_scorecard(edition)
    criteria = Criterion.objects.filter(section__scorecard=card).order_by("section__position", "position")
    for criterion, weight in zip(criteria, WEIGHTS, strict=True):
        Criterion.objects.filter(pk=criterion.pk).update(weight=weight, critical="none")
    card = actions.publish_scorecard(scorecard=card, by=somebody(), at=NOW)
    return assign(open_cycle(edition), subject=people.narges, evaluator=people.saeed, scorecard=card, wanted=2)


def by_rule(version):
    """Within the block evaluations are scored as they were while this rule was the newest."""
    return mock.patch("evaluations.scoring.engine.newest_rule", return_value=version)


def scored_by(assignment, version):
    with by_rule(version):
        return released(assignment, VALUES)


def sealed_as_before(evaluation):
    """As release 0.1.0 and those before it sealed: without the rule."""
    rows = evaluation.answers.select_related("criterion", "outcome")
    seal = content_hash(content_without_rule(evaluation, rows))
    Evaluation.objects.filter(pk=evaluation.pk).update(content_hash=seal)
    return Evaluation.objects.get(pk=evaluation.pk)


def stored(evaluation):
    rows = Answer.objects.filter(evaluation=evaluation)
    rows = rows.order_by("criterion__section__position", "criterion__position")
    return list(rows.values_list("applied_weight", "contribution"))


@pytest.mark.parametrize("version", RULES)
def test_a_row_of_any_rule_verifies(assignment, version):
    evaluation = scored_by(assignment, version)
    assert (evaluation.rules_version, stored(evaluation)) == (version, BY_RULE[version])
    assert list(problems()) == []
    sealed_as_before(evaluation)
    assert list(problems()) == []


def test_handing_in_names_the_newest_rule_on_the_row_and_in_the_log(assignment):
    evaluation = submitted(assignment, VALUES)
    assert Evaluation.objects.get(pk=evaluation.pk).rules_version == 3
    assert AuditEntry.objects.get(verb="evaluation.submitted").detail["rules_version"] == 3


def test_what_was_begun_under_an_older_rule_is_scored_by_the_newest(assignment):
    with by_rule(1):
        evaluation = actions.start_evaluation(assignment=assignment, by=assignment.evaluator.user, at=NOW)
        Evaluation.objects.filter(pk=evaluation.pk).update(rules_version=1)
    evaluation = submitted(assignment, VALUES)
    assert (evaluation.rules_version, stored(evaluation)) == (3, BY_RULE[3])


def test_a_row_that_claims_another_rule_is_named(assignment):
    evaluation = scored_by(assignment, 1)
    Evaluation.objects.filter(pk=evaluation.pk).update(rules_version=2)
    said = list(problems())
    assert any("the figures of criterion" in sentence for sentence in said)
    assert said[-1] == f"evaluation {evaluation.number} was changed after release"


def test_a_row_sealed_without_its_rule_claims_the_newest_that_fits(assignment):
    """Rules 2 and 3 differ for this row, but who was sealed before could be given any that gives its figures."""
    with by_rule(1):
        evaluation = released(assignment, (10000, 10000, 10000, 10000, 10000))
    evaluation = sealed_as_before(evaluation)
    said = f"evaluation {evaluation.number}: its figures are those of a newer rule than 1"
    assert list(problems()) == [said]
    Evaluation.objects.filter(pk=evaluation.pk).update(rules_version=3)
    assert list(problems()) == []


def test_the_rule_is_sealed(assignment):
    """Full marks have the same figures by every rule: the seal alone tells."""
    evaluation = released(assignment, (10000, 10000, 10000, 10000, 10000))
    Evaluation.objects.filter(pk=evaluation.pk).update(rules_version=2)
    assert list(problems()) == [f"evaluation {evaluation.number} was changed after release"]


@pytest.mark.parametrize("version", [0, 4, 99])
def test_an_unknown_rule_is_named(assignment, version):
    evaluation = sealed_as_before(scored_by(assignment, 3))
    Evaluation.objects.filter(pk=evaluation.pk).update(rules_version=version)
    assert list(problems()) == [
        f"evaluation {evaluation.number}: it cannot be scored (there is no rule {version} of scoring)"
    ]


def test_a_correction_is_a_new_result_by_the_newest_rule(assignment, people):
    old = scored_by(assignment, 1)
    new = actions.correct_evaluation(evaluation=old, answers={}, reason="دوباره دیده شد", by=people.hoda.user, at=NOW)
    assert (new.rules_version, stored(new)) == (3, BY_RULE[3])
    assert stored(old) == BY_RULE[1]
    assert list(problems()) == []


def test_the_document_carries_the_content_as_it_was_sealed(assignment):
    evaluation = sealed_as_before(scored_by(assignment, 1))
    document = document_of(evaluation, "fa", at=NOW)
    [(_, value)] = attached(read_document(document)).items()
    assert content_hash(value["sealed"]) == evaluation.content_hash
    assert "rules_version" not in value["sealed"]


def test_page_and_document_show_what_is_stored_and_score_nothing_anew(assignment, people, client_for):
    evaluation = scored_by(assignment, 1)
    with mock.patch("evaluations.scoring.engine.score_scorecard", side_effect=AssertionError("scored again")):
        assert client_for(people.narges).get(evaluation.get_absolute_url()).status_code == 200
        assert document_of(evaluation, "en", at=NOW)


# A rule of tomorrow -------------------------------------------------------------------------------------------------


def halved(weights, kept, raw, bonus):
    """A rule that gives half of what was earned."""
    weights, kept, raw = RULES[3](weights, kept, raw, bonus)
    return weights, {key: value // 2 for key, value in kept.items()}, raw


def test_a_new_rule_leaves_what_stands_as_it_was(assignment, people):
    old = released(assignment, VALUES)
    with mock.patch.dict(RULES, {4: halved}), mock.patch.dict(CAUSES, {4: lambda sections, rules: Causes()}):
        assert list(problems()) == []
        new = actions.correct_evaluation(evaluation=old, answers={}, reason="دوباره", by=people.hoda.user, at=NOW)
        assert new.rules_version == 4 and new.score < old.score
        assert list(problems()) == []


def test_every_rule_says_what_takes_points_and_a_result_asks_its_own(assignment):
    assert CAUSES.keys() == RULES.keys()
    evaluation, asked = scored_by(assignment, 1), []
    with mock.patch.dict(CAUSES, {1: lambda sections, rules: asked.append(1) or Causes()}):
        Reasons(evaluation, [])
    assert asked == [1]
