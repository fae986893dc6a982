"""Inside an app one finds one's way: named layers and rooms at its root, no crowd, no circles, an order of the rooms.

`python tools/house.py rooms|circles|folders` prints what these look at; imports inside functions are counted.
"""

import ast
import re

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


# What django and django-rules themselves want imported to be heard.
HEARD_BY_IMPORT = {"receivers", "rules"}


@pytest.mark.parametrize("app", [app for app in house.apps() if (house.ROOT / app / "apps.py").exists()])
def test_ready_imports_nothing_for_its_side_effect_but_receivers_and_rules(app):
    """What an app states it hands over by name: `notices.register(*NOTICES)`."""
    tree = ast.parse((house.ROOT / app / "apps.py").read_text(encoding="utf-8"))
    bodies = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == "ready"]
    imported = {
        alias.asname or alias.name
        for body in bodies
        for node in ast.walk(body)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
    }
    named = {node.id for body in bodies for node in ast.walk(body) if isinstance(node, ast.Name)}
    assert imported - named - HEARD_BY_IMPORT == set()


# Found by name by `kit.audit`, Wagtail and Django, which load them for what they tell; `playbook.cms.twins` is a part
# of the playbook's `wagtail_hooks`.
LOADED_TO_BE_HEARD = {"seals", "deeds", "wagtail_hooks", "receivers", "rules", "twins", "templatetags"}
# A child process is stopped with the process that loaded its client.
ENDS_WITH_THE_PROCESS = {"atexit.register"}


def test_nothing_else_registers_itself_by_being_loaded():
    found = []
    for path in house.files():
        if not LOADED_TO_BE_HEARD & {path.stem, path.parent.name}:
            found += [f"{path.relative_to(house.ROOT)}: {said}" for said in _registered(path)]
    assert found == []


def _registered(path):
    """Calls outside of every function: `register_x(...)`, `x.connect(...)`."""
    for node in _outside_functions(ast.parse(path.read_text(encoding="utf-8")).body):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            said = ast.unparse(node.value.func)
            if re.search(r"(^|[._])(register|connect|drawn_by|asked_by)", said) and said not in ENDS_WITH_THE_PROCESS:
                yield said


def _outside_functions(body):
    for node in body:
        yield node
        if isinstance(node, (ast.For, ast.If, ast.With, ast.Try)):
            yield from _outside_functions(node.body)


def test_no_folder_is_crowded():
    assert {folder: number for folder, number in house.per_folder().items() if number > house.CROWDED} == {}


def test_what_is_pure_is_typed_whole():
    """mypy leaves nothing of it without types; of the kit its public functions, by the test below."""
    pure = [house.module_name(path) for path in house.files() if house.is_pure(path)]
    assert len(pure) > 50
    assert [module for module in pure if not module.startswith("kit.") and not house.is_typed_whole(module)] == []


def test_public_functions_of_the_kit_actions_exports_and_pure_modules_say_what_they_return():
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
