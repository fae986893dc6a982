"""What the columns of a file of past evaluations mean, written down in a small TOML file.

code = "course-evaluations"          # names scorecard and scale; letters, digits, hyphens
title_fa, title_en                   # of the scorecard, the cycle and the imported edition
[subject]   code = "{instcode}-{course code}", name_fa/name_en = patterns over columns
[place]     branch, team, role       # names in Persian (and *_en), made when missing
[evaluator] code, name_fa, name_en   # patterns; without braces a constant
[date]      value = "2013-06-15"     # or column = "date"; Jalali or Gregorian, any digits
[cycle]     starts_on, ends_on       # [start, end)
[context]   columns = ["attendance"] # kept beside the evaluation, not judged
[[outcome]] answer = "5", value = 10000, label_fa, label_en, is_pass = true
[[criterion]] column = "Orientation", text_fa, text_en, weight = 1, standard = "DUR-01" (optional)
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import date

from kit.canonical import content_hash
from kit.folding import tidy

CODE = re.compile(r"^[A-Za-z0-9][A-Za-z0-9-]{1,34}$")
PLACE = re.compile(r"\{([^{}]+)\}")


class MappingError(ValueError):
    """What is wrong with the mapping file, said to the person who wrote it."""


@dataclass(frozen=True)
class MappedOutcome:
    answer: str
    value: int
    label_fa: str
    label_en: str
    is_pass: bool


@dataclass(frozen=True)
class MappedCriterion:
    """`standard` is the code of a standard of the folder, or "": an imported standard is made for it."""

    column: str
    text_fa: str
    text_en: str
    weight: int
    standard: str


@dataclass(frozen=True)
class Mapping:
    code: str
    title_fa: str
    title_en: str
    subject: dict
    place: dict
    evaluator: dict
    date: dict
    starts_on: date
    ends_on: date
    context: tuple[str, ...]
    outcomes: tuple[MappedOutcome, ...]
    criteria: tuple[MappedCriterion, ...]
    hash: str

    @property
    def columns(self):
        """Every column that the file must have."""
        patterns = [*self.subject.values(), *self.evaluator.values()]
        named = [name for pattern in patterns for name in PLACE.findall(pattern)]
        dated = [self.date["column"]] if "column" in self.date else []
        return [*dict.fromkeys([*named, *dated, *self.context, *(c.column for c in self.criteria)])]


def read_mapping(text):
    """The Mapping in a TOML text. Raises MappingError with what is missing or wrong."""
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as problem:
        raise MappingError(f"The mapping is not TOML: {problem}") from problem
    try:
        return _mapping(data)
    except KeyError as problem:
        raise MappingError(f"The mapping says nothing about {problem}.") from problem
    except (TypeError, AttributeError) as problem:
        raise MappingError(f"The mapping holds a value of the wrong kind: {problem}") from problem


def fill(pattern, record):
    """`pattern` with the values of a row in its {column} places."""
    return tidy(PLACE.sub(lambda match: record[match[1]], pattern))


def _mapping(data):
    mapping = Mapping(
        code=data["code"],
        title_fa=data["title_fa"],
        title_en=data.get("title_en", ""),
        subject=_patterns(data["subject"], "subject"),
        place=data["place"],
        evaluator=_patterns(data["evaluator"], "evaluator"),
        date=data["date"],
        starts_on=data["cycle"]["starts_on"],
        ends_on=data["cycle"]["ends_on"],
        context=tuple(tidy(column) for column in data.get("context", {}).get("columns", ())),
        outcomes=tuple(_outcome(item) for item in data["outcome"]),
        criteria=tuple(_criterion(item) for item in data["criterion"]),
        hash=content_hash(_plain(data)),
    )
    _check(mapping)
    return mapping


def _patterns(table, name):
    if not table.get("code") or not table.get("name_fa"):
        raise MappingError(f"[{name}] needs a code and a name_fa.")
    return {key: table[key] for key in ("code", "name_fa", "name_en") if key in table}


def _outcome(item):
    return MappedOutcome(
        answer=str(item["answer"]),
        value=item["value"],
        label_fa=item["label_fa"],
        label_en=item.get("label_en", item["label_fa"]),
        is_pass=item.get("is_pass", True),
    )


def _criterion(item):
    text = item.get("text_fa") or item["column"]
    return MappedCriterion(
        column=tidy(item["column"]),
        text_fa=text,
        text_en=item.get("text_en", ""),
        weight=item.get("weight", 1),
        standard=item.get("standard", ""),
    )


def _check(mapping):
    if not CODE.match(mapping.code):
        raise MappingError("code is letters, digits and hyphens, at most 35.")
    if not mapping.criteria:
        raise MappingError("The mapping names no criterion.")
    if any(type(criterion.weight) is not int or criterion.weight < 1 for criterion in mapping.criteria):
        raise MappingError("A weight is a whole number from 1 on.")
    if ("column" in mapping.date) == ("value" in mapping.date):
        raise MappingError("[date] has either a column or a value.")
    for name in ("branch", "team", "role"):
        if not mapping.place.get(name):
            raise MappingError(f"[place] needs a {name}.")
    if not (type(mapping.starts_on) is date and type(mapping.ends_on) is date and mapping.starts_on < mapping.ends_on):
        raise MappingError("[cycle] needs starts_on before ends_on, as dates.")
    _check_twice([criterion.column for criterion in mapping.criteria], "column")
    _check_twice([criterion.standard for criterion in mapping.criteria if criterion.standard], "standard")
    _check_twice([outcome.answer for outcome in mapping.outcomes], "answer")


def _check_twice(values, what):
    twice = next((value for value in values if values.count(value) > 1), None)
    if twice is not None:
        raise MappingError(f"The {what} {twice} is mapped twice.")


def _plain(value):
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value if isinstance(value, (str, int, bool)) else str(value)
