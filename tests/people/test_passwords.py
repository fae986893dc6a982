"""What may be chosen as a password, wherever one is chosen."""

import time

import pytest
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override

from people.accounts.passwords import READ, GuessingValidator, known_words
from people.accounts.sign_in import set_password_link
from people.models import User
from tests.factories.people import PASSWORD
from tests.limits import LITTLE

GOOD = [
    "correct horse battery staple",
    "دوچرخه آبی پشت پنجره",
    "xqz-7731-tulip-9",
    "tulip ferry mosaic walnut",
    PASSWORD,
    "نردبان کهربا زنبور قایق",
]
BAD = [
    "passwordpassword",
    "123456789012",
    "qwertyuiop123456",
    "aaaaaaaaaaaaaaaa",
    "abcabcabcabcabc",
    "iloveyou1234567",
    "salamsalamsalam",
    "sghlsghlsghl",  # سلام، with the Latin keys
    "ضصثقفغعهخحجچ",  # the upper row of the Persian keyboard
    "سلام سلام سلام",
    "havadar2026havadar",
    "havadarhavadar1",
    "رمز عبور ۱۴۰۵",
]


def problems(password, user=None):
    try:
        GuessingValidator().validate(password, user)
    except ValidationError as refusal:
        return [*refusal.messages]
    return []


@pytest.mark.django_db
@pytest.mark.parametrize("password", GOOD)
def test_words_that_do_not_belong_together_are_taken(password):
    assert problems(password) == []


@pytest.mark.django_db
@pytest.mark.parametrize("password", BAD)
def test_what_is_tried_first_is_refused_with_a_reason_and_a_way(password):
    said = problems(password)
    assert len(said) == 3
    assert "easy to guess" in said[0] or "حدس" in said[0]


def test_words_of_company_and_person_count_for_nothing(people):
    user = people.narges.user
    for password in (
        "Narges Ahmadi 1370",
        "نرگس احمدی ۱۳۷۰",
        f"{people.company.name_fa} {people.valiasr.name_fa}",
        f"{people.company.name_en} {people.valiasr.name_en} 1",
        f"{user.username}{user.username}12",
        f"{user.email}",
        f"{people.day_shift.name_fa}۱۲۳۴۵۶",
    ):
        assert problems(password, user), password
    assert problems(f"{people.narges.given_name_en} tulip ferry mosaic walnut", user) == []


def test_the_reason_is_said_in_both_languages(people):
    for language, word in (("en", "company"), ("fa", "شرکت")):
        with override(language):
            assert word in " ".join(problems("Narges Ahmadi 1370", people.narges.user))
            assert word in " ".join(password_validators_help_texts())


@pytest.mark.django_db
@pytest.mark.parametrize("letters", ["a1", "password", "qwerty1990", "ش", "p@ssw0rd", "()[]"])
def test_a_long_one_holds_nobody_up(letters):
    began = time.process_time()
    problems((letters * 4096)[:4096])
    assert time.process_time() - began < LITTLE
    assert problems("tulip ferry mosaic walnut " + letters * 4000) == []


@pytest.mark.django_db
def test_what_is_read_is_bounded():
    assert READ <= 100
    assert problems("a" * READ + "tulip ferry mosaic walnut"), "only the beginning is looked at"


def test_every_word_is_folded_and_none_is_short(people):
    words = known_words(people.narges.user)
    assert {"narges", "نرگس"} <= set(words)
    assert min(map(len, words)) >= 3


def test_the_form_behind_a_link_refuses_it(people, visitor):
    page = visitor.get(set_password_link(people.narges.user), follow=True)
    there = page.redirect_chain[-1][0]
    answer = visitor.post(there, {"password1": "passwordpassword", "password2": "passwordpassword"})
    assert len(answer.context["form"].errors["password1"]) >= 3
    assert User.objects.get(pk=people.narges.user.pk).check_password(PASSWORD)


def test_changing_it_refuses_it(people, client_for):
    form = {"oldpassword": PASSWORD, "password1": "passwordpassword", "password2": "passwordpassword"}
    answer = client_for(people.narges).post(reverse("account_change_password"), form)
    assert answer.status_code == 200
    assert User.objects.get(pk=people.narges.user.pk).check_password(PASSWORD)


@pytest.mark.django_db
def test_whoever_makes_the_site_is_asked_for_a_good_one_too():
    with pytest.raises(ValidationError):
        validate_password("passwordpassword", User(username="root"))
