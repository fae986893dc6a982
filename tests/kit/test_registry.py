"""What apps state of themselves: one object each, in the order of their floors."""

from dataclasses import dataclass

import pytest
from django.core.exceptions import ImproperlyConfigured

from kit.registry import Registry


@dataclass(frozen=True)
class Stated:
    app: str
    words: str = ""


@pytest.fixture
def registry():
    found = Registry()
    for app in ("rewards", "training", "playbook"):
        found.register(Stated(app))
    return found


def apps_of(registry):
    return [stated.app for stated in registry]


def test_they_are_walked_as_they_were_told(registry):
    assert apps_of(registry) == ["rewards", "training", "playbook"]


def test_an_app_states_itself_once(registry):
    with pytest.raises(ImproperlyConfigured, match="training stated its Stated already"):
        registry.register(Stated("training", "others"))
    assert [stated.words for stated in registry] == ["", "", ""]


def test_what_a_test_makes_up_is_gone_after_it(registry):
    with registry.made_up(Stated("tests"), without=("rewards",)):
        assert apps_of(registry) == ["training", "playbook", "tests"]
    assert apps_of(registry) == ["rewards", "training", "playbook"]


def test_it_is_gone_after_a_test_that_fails(registry):
    with pytest.raises(ZeroDivisionError), registry.made_up(Stated("tests")):
        raise ZeroDivisionError
    assert apps_of(registry) == ["rewards", "training", "playbook"]


def test_a_made_up_app_is_none_that_exists(registry):
    with pytest.raises(ImproperlyConfigured), registry.made_up(Stated("training")):
        pass
    assert apps_of(registry) == ["rewards", "training", "playbook"]
