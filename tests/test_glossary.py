"""docs/glossary.md has every model and every room of the code, each with its Persian word, and none that is gone."""

import re
from pathlib import Path

from django.apps import apps

from tools import house

ROOT = Path(__file__).resolve().parent.parent
PERSIAN = re.compile(r"[آ-ی]")
# What the rooms of every app stand around.
LAYERS = {"models", "views", "actions", "migrations", "management", "templatetags", "settings"}


def rows(heading):
    text = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    section = text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")][1:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_model_has_its_word_and_its_place():
    ours = [model for model in apps.get_models() if model._meta.app_label in house.apps()]
    written = {(word, place.strip("`")) for word, _persian, _meaning, place in rows("Rows")}
    assert written == {(model.__name__, model.__module__) for model in ours}


def test_every_room_has_its_word():
    found = {
        f"{app}.{folder.parent.name}"
        for app in house.apps()
        for folder in (ROOT / app).glob("*/__init__.py")
        if folder.parent.name not in LAYERS
    }
    assert {room.strip("`") for room, _persian, _meaning in rows("Rooms")} == found


def test_every_word_is_told_in_persian_and_in_a_sentence():
    every = [*rows("Rows"), *rows("Rooms"), *rows("Words of the house")]
    assert [row[0] for row in every if not PERSIAN.search(row[1]) or len(row[2]) < 10] == []
