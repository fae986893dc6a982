"""Which release this is, said in one place and shown to whoever is signed in."""

import re

import pytest
from django.urls import reverse

from kit.version import version


def test_the_version_is_that_of_the_project_file(settings):
    project = (settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8")
    assert re.findall(r'^version = "(.+)"$', project, re.M) == [version()]
    assert re.fullmatch(r"\d+\.\d+\.\d+(\.dev\d+)?", version())


def test_a_version_in_the_making_comes_after_the_last_release(settings):
    released = re.findall(r"^## (\d+)\.(\d+)\.(\d+) ", (settings.BASE_DIR / "CHANGELOG.md").read_text("utf-8"), re.M)
    newest = max(tuple(map(int, each)) for each in released)
    now = tuple(int(part) for part in version().split(".")[:3])
    assert now > newest if "dev" in version() else now == newest


def test_administrators_see_it_with_the_settings(people, client_for):
    page = client_for(people.armin).get(reverse("people:organisation")).content.decode()
    assert f'<bdi dir="ltr">{version()}</bdi>' in page


@pytest.mark.parametrize(("language", "words"), [("en", "Havadar, version"), ("fa", "هوادار، نسخهٔ")])
def test_everybody_sees_it_on_their_own_profile_in_both_languages(language, words, people, client_for):
    people.narges.user.language = language
    people.narges.user.save()
    page = client_for(people.narges).get(reverse("people:profile")).content.decode()
    assert f'{words} <bdi dir="ltr">{version()}</bdi>' in page


def test_no_visitor_is_told_which_release_this_is(visitor, db):
    assert version() not in visitor.get(reverse("account_login")).content.decode()
