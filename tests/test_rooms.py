"""Inside an app one finds one's way: named layers and rooms at its root, no crowd, no circles, an order of the rooms.

`python tools/house.py rooms|circles|folders` prints what these look at; imports inside functions are counted.
"""

import ast

import pytest

from tools import house

# At an app's root: the same word in every app for the same thing.
LAYERS = {
    *("apps", "models", "signals", "errors", "rules", "actions", "receivers", "tasks", "notices", "upkeep"),
    *("tables", "forms", "filters", "exports", "views", "urls", "wagtail_hooks", "links", "search", "duties"),
    *("deeds", "refusals", "seals", "verification", "forgetting", "migrations", "management", "templatetags"),
}
# What one app alone has, and why it stands at the root.
OF_ONE_APP = {
    # A library: what every app takes from it without asking for a room.
    "kit": {"access", "checks", "display", "lists", "phrases", "reader", "registry", "version", "worker"},
    # Named in sessions and settings of companies; the predicates of everybody's rules; allauth's pages.
    "people": {"backends", "adapters", "middleware", "roles", "account_urls"},
    "training": {"labels", "documents"},
}
FREE = {"config", "benchmarks"}


def entries(app):
    for path in (house.ROOT / app).iterdir():
        if path.suffix == ".py" and path.name != "__init__.py":
            yield path.stem
        elif (path / "__init__.py").exists():
            yield path.name


def is_room(app, name):
    """A package whose first line says what is inside."""
    head = house.ROOT / app / name / "__init__.py"
    return head.exists() and bool(ast.get_docstring(ast.parse(head.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("app", [app for app in house.apps() if app not in FREE])
def test_at_an_apps_root_stand_layers_and_rooms_alone(app):
    known = LAYERS | OF_ONE_APP.get(app, set())
    assert [name for name in entries(app) if name not in known and not is_room(app, name)] == []


def test_no_folder_is_crowded():
    assert {folder: number for folder, number in house.per_folder().items() if number > house.CROWDED} == {}


def test_public_functions_of_the_kit_actions_and_exports_say_what_they_return():
    """mypy reads what is said (`.ci/run`); what says nothing it would pass over."""
    typed, all_of_them = house.annotated()
    assert typed == all_of_them


def test_rooms_of_an_app_have_an_order():
    assert house.circles(house.room_graph()) == []


def test_circles_of_imports_stay_inside_a_room():
    """A parent and its child in `models` may name each other; nothing else is in a circle."""
    found = house.circles(house.graph())
    assert [group for group in found if house.between_rooms(group) or len(group) > 2] == []
    assert [group for group in found if not all(".models" in module for module in group)] == []
