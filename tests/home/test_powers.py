"""What each role may do stands there in words, and as the rules have it."""

import re

import pytest
from django.urls import reverse
from django.utils import translation
from rules.permissions import permissions

from home.powers.labels import LABELS, REACHES, ROOMS, WORDS
from home.powers.matrix import COLUMNS, known_names, names_in, reach


def test_every_permission_has_words_and_none_is_left_of_one_that_went():
    assert set(WORDS) == set(permissions)
    assert {name.split(".")[0] for name in WORDS} == set(ROOMS)


def test_every_predicate_of_the_rules_is_understood():
    used = set().union(*(names_in(rule.name) for rule in permissions.values()))
    assert used - known_names() == set()


def test_all_words_are_said_in_both_languages():
    for words in [*WORDS.values(), *ROOMS.values(), *LABELS.values(), *REACHES.values()]:
        with translation.override("fa"):
            assert not re.search("[A-Za-z]", str(words)), words
        with translation.override("en"):
            assert "_" not in str(words)


@pytest.mark.parametrize(
    ("permission", "expected"),
    [
        ("playbook.freeze_edition", "never never always never never never"),
        ("people.grant_access_role", "never never never never others never"),
        ("evaluations.open_dispute", "theirs theirs theirs theirs theirs never"),
        ("evaluations.submit_evaluation", "theirs theirs theirs theirs theirs never"),
        ("evaluations.view_team_summary", "never theirs never always never never"),
        ("rewards.approve_run", "never never never others others others"),
        ("training.take_course", "always always always always always never"),
        ("people.change_staff_member", "never never never others others never"),
        ("people.forget_person", "never never never others never never"),
        ("evaluations.release_evaluation", "never theirs never others never never"),
        ("evaluations.correct_evaluation", "theirs theirs theirs others theirs never"),
        ("people.confirm_account_request", "never theirs never theirs theirs theirs"),
    ],
)
def test_how_far_each_role_reaches(permission, expected):
    assert " ".join(reach(permissions[permission].name, role) for role in COLUMNS) == expected


def test_a_plain_role_is_answered_as_the_product_answers(people):
    """Where nothing but the role counts, the page and `has_perm` say the same."""
    persons = {"staff": people.narges, "author": people.mina, "hr": people.hoda, "administrator": people.armin}
    for name, rule in permissions.items():
        for role, person in persons.items():
            reached = reach(rule.name, role)
            if reached in ("always", "never") and names_in(rule.name) <= {"is_hr", "is_author", "is_administrator"}:
                assert person.user.has_perm(name) is (reached == "always"), (name, role)


def test_the_page_names_who_holds_them(people, client_for):
    people.armin.user.language = "en"
    people.armin.user.save()
    page = client_for(people.armin).get(reverse("home:powers"))
    assert page.context["holders"][0][1] == ["Mina Hosseini"]
    text = page.content.decode()
    assert "Freeze an edition" in text
    assert "freeze_edition" not in text
    listed = client_for(people.armin).get(reverse("people:access")).content.decode()
    assert reverse("home:powers") in listed
