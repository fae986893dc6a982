"""What a starter folder holds, as its file says. No database."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kit.text.bilingual import active_language

HERE = Path(__file__).parent
NAMES = ("cafe", "shop", "clinic", "call_centre", "workshop")


@lru_cache(maxsize=8)
def read(name):
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Starter:
    """One file of `NAMES`; `data` as it stands there."""

    name: str
    data: dict

    @property
    def title(self):
        return said(self.data, "name")

    @property
    def summary(self):
        return said(self.data, "summary")

    @property
    def icon(self):
        return self.data["icon"]

    @property
    def touchpoints(self):
        return self.data["touchpoint"]

    @property
    def standards(self):
        return [standard for touchpoint in self.touchpoints for standard in touchpoint["standard"]]

    @property
    def codes(self):
        return [standard["code"] for standard in self.standards]

    @property
    def roles(self):
        return self.data["role"]

    @property
    def policy(self):
        return self.data["policy"]

    @property
    def courses(self):
        return self.data["course"]

    @property
    def questions(self):
        return [question for course in self.courses for question in course["question"]]

    @property
    def scorecards(self):
        return self.data["scorecard"]


def starter(name):
    """Raises KeyError for a name that is none of NAMES."""
    if name not in NAMES:
        raise KeyError(name)
    return Starter(name, read(name))


def starters():
    return [starter(name) for name in NAMES]


def scales():
    """{short name: the scale} of the scales that every starter folder brings."""
    return {scale["code"]: scale for scale in read("scales")["scale"]}


def said(row, field):
    """A text of a file's table in the reader's language."""
    return row[f"{field}_{active_language()}"]
