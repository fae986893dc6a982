"""The rows of all apps, and the world they speak of."""

from importlib import import_module
from importlib.util import find_spec

from config import floors
from tests.personas import make_people

# Bottom up: an app's `build` may use what those below it built.
APPS = ("config", *(app for app in floors.APPS if app != "config"))


def tables():
    """{app: its `tests.<app>.access` module}, for the apps that have one."""
    names = {app: f"tests.{app}.access" for app in APPS if find_spec(f"tests.{app}")}
    return {app: import_module(name) for app, name in names.items() if find_spec(name)}


def rows():
    return [row for table in tables().values() for row in table.ROWS]


def make_world():
    """The people, and under each app's name what its `build(people)` made."""
    world = make_people()
    for app, table in tables().items():
        if hasattr(table, "build"):
            setattr(world, app, table.build(world))
    return world
