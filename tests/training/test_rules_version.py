"""An attempt names the rule that marked it, and is shown and verified by that."""

from unittest import mock

import pytest
from django.urls import reverse

from kit.audit.models import AuditEntry
from tests.training.world import sit
from training.marking import engine
from training.marking.engine import RULES, Rule, UnknownRule, mark, newest_rule, rule
from training.models import Attempt
from training.verification import problems


def option(key, **fields):
    blank = {"fa": "", "en": "", "correct": False, "match_fa": "", "match_en": "", "number": "", "tolerance": ""}
    return {"key": key, **blank, **fields}


def content(kind, *options):
    return {"kind": kind, "weight": 1, "standards": [], "options": list(options)}


SINGLE = content("single", option("a", correct=True), option("b"))
MULTIPLE = content("multiple", *(option(key, correct=key in "ab") for key in "abcd"))
SHORT = content("short", option("a", fa="خوش‌آمد*", en="welcome", correct=True))
NUMERIC = content("numeric", option("a", number="12.5", tolerance="0.5", correct=True))
PAIRS = content(
    "matching",
    option("a", fa="چای", match_fa="گرم"),
    option("b", fa="دوغ", match_fa="سرد"),
    option("c", fa="قهوه", match_fa="گرم"),
)
# What rule 1 gives for ever. Who changes how words or numbers are read adds a rule and leaves these standing.
VECTORS = [
    (SINGLE, ["a"], 10000),
    (SINGLE, ["a", "b"], 0),
    (SINGLE, None, 0),
    (MULTIPLE, ["a"], 5000),
    (MULTIPLE, ["a", "b", "c"], 5000),
    (MULTIPLE, ["a", "b", "c", "d"], 0),
    (SHORT, ["خوش‌آمديد"], 10000),
    (SHORT, ["Welcome "], 10000),
    (SHORT, ["خوش آمدید"], 0),
    (NUMERIC, ["۱۳"], 10000),
    (NUMERIC, ["۱۲٫۱"], 10000),
    (NUMERIC, ["12/1"], 10000),
    (NUMERIC, ["13.1"], 0),
    (PAIRS, [["a", "a"], ["b", "b"], ["c", "b"]], 6667),
    (PAIRS, [["a", "c"], ["b", "b"], ["c", "a"]], 10000),
]


@pytest.mark.parametrize(("asked", "given", "points"), VECTORS)
def test_rule_1_gives_for_ever_what_it_gave(asked, given, points):
    assert RULES[1].points(asked, given) == points


def test_a_rule_that_there_is_not_is_refused_by_name():
    assert newest_rule() == 2
    with pytest.raises(UnknownRule, match="there is no rule 8 of marking"):
        mark(SINGLE, ["a"], 8)


@pytest.fixture
def another_rule():
    """Within the test there is a rule 9, the newest, to which every answer is right."""
    other = Rule(lambda content, given: engine.FULL, rule(1).chosen, rule(1).result)
    with mock.patch.dict(RULES, {9: other}):
        yield


def test_handing_in_names_the_newest_rule_on_the_attempt_and_in_the_log(narges, another_rule, course):
    attempt = sit(course, narges, wrong=[1, 2])
    assert (Attempt.objects.get().rules_version, attempt.score) == (9, 10000)
    assert AuditEntry.objects.get(verb="attempt.submitted").detail["rules_version"] == 9
    assert list(problems()) == []


def test_an_attempt_of_an_older_rule_verifies_and_is_shown_by_it(narges, client_for, request, course):
    attempt = sit(course, narges, wrong=[1, 2])
    client = client_for(narges)
    before = client.get(reverse("training:result", args=[attempt.key])).context
    request.getfixturevalue("another_rule")
    after = client.get(reverse("training:result", args=[attempt.key])).context
    assert list(problems()) == []
    assert (after["outcome"], after["right"]) == (before["outcome"], before["right"])
    assert after["outcome"].score == attempt.score == 3333


def test_the_feedback_marks_by_the_attempts_rule(narges, client_for, request, course):
    attempt = sit(course, narges)
    request.getfixturevalue("another_rule")
    Attempt.objects.update(rules_version=1)
    lines = client_for(narges).get(reverse("training:result", args=[attempt.key])).context["lines"]
    assert [line.points for line in lines] == [10000] * 3


def test_an_attempt_that_claims_another_rule_is_named(narges, another_rule, course):
    attempt = sit(course, narges, wrong=[1, 2])
    Attempt.objects.update(rules_version=1)
    assert list(problems())[-1] == f"attempt {attempt.key}: its answers give 3333, but 10000 stands"


@pytest.mark.parametrize("version", [0, 3, 99])
def test_an_unknown_rule_is_named(narges, version, course):
    attempt = sit(course, narges)
    Attempt.objects.update(rules_version=version)
    assert list(problems()) == [f"attempt {attempt.key}: there is no rule {version} of marking"]
