"""The log is read by people: every deed, every thing and every value in it has words, in both languages."""

import ast
import re

import pytest
from django.apps import apps
from django.db import models
from django.utils import translation
from django.utils.functional import Promise

from kit.audit import labels
from kit.audit.sentences import column_words, label_of
from kit.models import AuditEntry
from people.models import Branch, JobRole, Organisation, StaffMember, Team, User
from people.staff.history import VERBS
from tests.test_architecture import TREES, name_of

PERSIAN = re.compile("[آ-ی]")
LATIN = re.compile("[A-Za-z]")
PLACES = re.compile(r"%\(\w+\)s")
# What f-strings and variables become; everything else is read off the code.
COMPOSED = {
    "access.{deed}": ("access.granted", "access.revoked"),
    "second_factor.{deed}": ("second_factor.set_up", "second_factor.switched_off", "second_factor.codes_made"),
    "account_request.{state}": tuple(
        f"account_request.{state}" for state in ("confirmed", "refused", "withdrawn", "lapsed")
    ),
    "dispute.{state}": tuple(f"dispute.{state}" for state in ("accepted", "rejected", "withdrawn")),
    "reward_plan.{deed}": ("reward_plan.drafted", "reward_plan.changed"),
    "server.{deed}": tuple(f"server.{deed}" for deed in ("confirm", "refuse", "approve", "accept", "reject")),
}
VERB = re.compile(r"[a-z_]+\.[a-z_]+")
GIVEN = {"verb", "on", "by", "at", "seals", "gone"}


def recorded():
    """(file, call) of every `record(...)` in the product."""
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record":
                yield path, tree, node


def verbs_in_use():
    """Verbs as the code writes them: literals, f-strings by `COMPOSED`, and texts like verbs handed to a function."""
    found = set()
    for _path, tree, call in recorded():
        verb = next((each.value for each in call.keywords if each.arg == "verb"), None)
        if isinstance(verb, ast.Constant):
            found.add(verb.value)
        elif isinstance(verb, ast.JoinedStr):
            found |= set(COMPOSED[ast.unparse(verb)[2:-1]])
        elif isinstance(verb, ast.Name):
            found |= set(_handed(tree, verb.id))
    return found


def _handed(tree, name):
    """Where a function takes the verb: what looks like one in that file. A constant is what it says."""
    if name.isupper():
        return _constants(name)
    texts = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return [text for text in texts if VERB.fullmatch(text) and text.split(".")[0] not in apps.app_configs]


def _constants(name):
    """What a name in capitals is, wherever it is written down: `VERB = "..."` or `KIND, VERB = "...", "..."`."""
    for tree in TREES.values():
        for node in tree.body:
            if isinstance(node, ast.Assign) and name in (names := re.findall(r"\w+", ast.unparse(node.targets[0]))):
                values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
                found = values[names.index(name)]
                if isinstance(found, ast.Constant) and VERB.fullmatch(str(found.value)):
                    yield found.value


def test_every_deed_in_use_has_a_sentence_or_words():
    in_use = verbs_in_use() | set(VERBS)
    assert len(in_use) > 130
    assert sorted(verb for verb in in_use if labels.sentence_of(verb) is None) == []


def test_every_deed_has_a_kind_by_which_it_is_found():
    kinds = {verb for kind, _label in labels.kinds() for verb in labels.verbs_of(kind)}
    assert sorted(verb for verb in verbs_in_use() if verb not in kinds and verb not in VERBS) == []


def test_every_thing_acted_on_has_a_name():
    evidence = {label for label, each in _sealed().items()}
    named = set(labels.things())
    missing = {entry for entry in evidence if entry in ACTED_ON} - named
    assert missing == set()


def _sealed():
    from kit.audit.seals import defined

    return defined()


ACTED_ON = {
    *("people.User", "people.StaffMember", "people.Absence", "people.AccountRequest", "people.Organisation"),
    *("people.Branch", "people.Team", "people.JobRole", "playbook.Edition", "playbook.FrozenStandard", "playbook.Flag"),
    *("playbook.SignatureExcuse", "playbook.Evidence", "training.Requirement", "training.Assignment"),
    *("training.Completion", "training.Attempt", "training.Observation", "evaluations.Cycle", "evaluations.Scale"),
    *("evaluations.Scorecard", "evaluations.Evaluation", "evaluations.Dispute", "evaluations.ImportBatch"),
    *("rewards.Plan", "rewards.Run", "rewards.Thanks", "kit.StoredDocument"),
}


def test_every_value_beside_a_deed_has_a_name_or_is_left_out_on_purpose():
    """Names of values, as the calls write them and as the dicts that they are given spell them."""
    missing = set()
    for path, tree, call in recorded():
        verb = next((ast.unparse(each.value).strip("'\"") for each in call.keywords if each.arg == "verb"), "")
        names = {each.arg for each in call.keywords if each.arg} - GIVEN - {"changes", "facts"}
        for spread in (each.value for each in call.keywords if each.arg is None):
            names |= _keys_of(spread, tree)
        missing |= {(name_of(path), name) for name in names if not labels.is_known_fact(name, verb)}
    assert sorted(missing) == []


def _keys_of(spread, tree):
    """The keys of a dict that is written out in the same file: itself, a name, or what a function there returns."""
    wanted = spread.id if isinstance(spread, ast.Name) else ast.unparse(getattr(spread, "func", spread))
    dicts = [spread]
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == wanted:
            dicts.append(node.value)
        if isinstance(node, ast.FunctionDef) and node.name == wanted:
            dicts += [each.value for each in ast.walk(node) if isinstance(each, ast.Return)]
    return {
        key.value for each in dicts if isinstance(each, ast.Dict) for key in each.keys if isinstance(key, ast.Constant)
    }


@pytest.mark.parametrize("model", [StaffMember, Team, Branch, JobRole, Organisation, User])
def test_every_column_that_may_change_has_a_label(model):
    """What `apply_changes` keeps: columns that are typed, not those that the product derives."""
    from people.models.search import FoldedField

    named = {}
    for field in model._meta.local_concrete_fields:
        if field.name in UNSEEN or isinstance(field, FoldedField) or field.primary_key:
            continue
        with translation.override("fa"):
            named[field.name] = label_of(model, field.name)
    assert {name: label for name, label in named.items() if not PERSIAN.search(label) or LATIN.search(label)} == {}
    assert len(set(named.values())) == len(named)


# Never in `changes`: set by actions of their own.
UNSEEN = {
    *("key", "user", "password", "sessions_ended_at", "is_superuser", "is_staff", "is_active", "last_login"),
    *("date_joined", "first_name", "last_name", "username"),
}


def test_persian_and_english_of_all_words_are_words():
    for patterns in (labels._DEEDS, labels._PHRASES):
        for verb, text in patterns.items():
            with translation.override("fa"):
                persian = PLACES.sub("", str(text))
            assert PERSIAN.search(persian) and not LATIN.search(persian), verb
            with translation.override("en"):
                assert "." in str(text) or verb in VERBS
                assert "_" not in PLACES.sub("", str(text)), verb
    for name, fact in labels._FACTS.items():
        if fact is not None:
            with translation.override("fa"):
                assert isinstance(fact.label, Promise) and not LATIN.search(str(fact.label)), name


def test_values_read_the_readers_way():
    with translation.override("en"):
        assert labels.value_words(None) == "empty"
        assert labels.value_words(True) == "Yes"
        assert labels.value_words(["A", "B"]) == "A and B"
        assert column_words(Organisation, "weekend", "34") == "Thursday and Friday"
    assert isinstance(AuditEntry._meta.get_field("detail"), models.JSONField)


def test_a_team_reads_by_name_where_the_log_keeps_its_code(people):
    with translation.override("en"):
        assert column_words(StaffMember, "team", "VLS-D") == "Valiasr day shift"
        assert column_words(StaffMember, "team", "GONE") == "GONE"
