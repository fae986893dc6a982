"""Language, calendar and digits: one's own wish, kept, and never a way to somewhere else."""

import re

import pytest
from django.http import HttpResponse
from django.urls import reverse

from kit.reader import current_reader
from people.middleware import ReaderDisplay
from people.models import User

DISPLAY = reverse("people:display")
# A word is no path, though Django would look for a view of that name; an address has an end.
NO_PATHS = ["NaN", "home", "people:inbox", "[]", "\x00", "/" + "a" * 20_000]


def test_the_language_toggle_brings_its_digits_and_keeps_the_calendar(narges, client_for):
    answer = client_for(narges).post(DISPLAY, {"language": "en", "next": reverse("people:inbox")})
    user = User.objects.get(pk=narges.user.pk)
    assert (user.language, user.digits, user.calendar) == ("en", "en", "jalali")
    assert answer["Location"] == reverse("people:inbox")


def test_the_calendar_toggle_changes_the_calendar_alone(narges, client_for):
    client_for(narges).post(DISPLAY, {"calendar": "gregorian"})
    user = User.objects.get(pk=narges.user.pk)
    assert (user.language, user.digits, user.calendar) == ("fa", "fa", "gregorian")


@pytest.mark.parametrize(
    "away", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil.example", *NO_PATHS]
)
def test_next_leads_nowhere_else(away, narges, client_for):
    assert client_for(narges).post(DISPLAY, {"calendar": "jalali", "next": away})["Location"] == "/"


def test_a_visitors_choice_is_kept_in_a_cookie(db, visitor):
    visitor.post(DISPLAY, {"language": "en"})
    page = visitor.get(reverse("account_login")).content.decode()
    assert re.search(r'<html\s+lang="en"\s+dir="ltr"', page)


def test_a_wish_that_does_not_exist_is_refused(narges, client_for):
    assert client_for(narges).post(DISPLAY, {"language": "xx"}).status_code == 400


def test_forged_fields_change_nothing(narges, client_for):
    client_for(narges).post(reverse("people:profile"), {
        "language": "en", "calendar": "jalali", "digits": "fa", "theme": "dark",
        "username": "root", "is_superuser": "on", "email": "x@evil.example",
    })  # fmt: skip
    user = User.objects.get(pk=narges.user.pk)
    assert (user.username, user.is_superuser, user.email) == ("narges", False, "narges@aftab.example")
    assert (user.theme, user.language) == ("dark", "en")


def test_money_is_shown_as_the_company_wants(people, rf):
    people.company.currency, people.company.shows_toman = "EUR", False
    people.company.save()
    request = rf.get("/")
    request.user = people.narges.user
    money = ReaderDisplay(lambda request: HttpResponse(f"{current_reader().currency} {current_reader().shows_toman}"))
    assert money(request).content == b"EUR False"
