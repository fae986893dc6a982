"""The list of apps stands once, in the contract of `pyproject.toml`; what cannot read it is held against it here."""

import re
import subprocess
import sys
import tomllib

from django.conf import settings
from django.urls import get_resolver

from config.cms import OURS
from config.floors import APPS, FLOORS, ROOT


def test_the_linter_looks_at_every_app():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    assert set(declared["root_packages"]) == set(APPS) == OURS


def test_every_folder_with_an_app_stands_on_a_floor():
    with_app = {path.parent.name for path in ROOT.glob("*/apps.py")}
    assert with_app == set(APPS) - {"config"}


def test_floors_rise_from_kit_and_siblings_share_one():
    assert (APPS[0], FLOORS["kit"], APPS[-1]) == ("kit", 0, "config")
    assert FLOORS["evaluations"] == FLOORS["training"] < FLOORS["rewards"] < FLOORS["home"] < FLOORS["config"]
    assert sorted(APPS, key=FLOORS.get) == list(APPS)


def test_installed_apps_are_ours_first_and_the_top_one_first():
    ours = [app for app in reversed(APPS) if app != "config"]
    assert settings.INSTALLED_APPS[: len(ours)] == ours


def test_every_app_with_addresses_is_in_the_table_of_contents():
    there = {path.parent.name for path in ROOT.glob("*/urls.py")} - {"config"}
    assert there <= set(get_resolver().app_dict)


def test_no_beginning_of_addresses_is_anothers():
    """What one app answers, no other one would: their order in the table of contents says nothing."""
    first = {}
    for each in get_resolver().url_patterns:
        if getattr(each, "app_name", None) in APPS:
            inner = [str(one.pattern) for one in each.url_patterns] if not str(each.pattern) else [str(each.pattern)]
            for route in inner:
                first.setdefault(route.split("/")[0], set()).add(each.app_name)
    assert {name: apps for name, apps in first.items() if len(apps) > 1} == {}


def test_scripts_are_told_the_same_apps():
    told = subprocess.run(
        [sys.executable, "-m", "config.floors"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert told.split() == list(reversed(APPS))


def test_the_document_shows_the_floors():
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    chain = re.search(r"^config -> .*$", text, re.M)[0]
    drawn = [re.findall(r"\w+", floor) for floor in chain.split("->")]
    assert {app: number for number, floor in enumerate(reversed(drawn)) for app in floor} == FLOORS
    assert set(re.findall(r"^\| `(\w+)` \|", text, re.M)) >= set(APPS)
