"""Mappings of past evaluations, and what bringing in the cases e01 to e08 comes to."""

import io
from pathlib import Path

import pytest
from django.utils import timezone

from evaluations.importing.execution import ImportRefused, import_evaluations
from evaluations.importing.mapping import read_mapping
from evaluations.importing.rows import file_hash
from kit.spreadsheets import read_table

CASES = Path(__file__).parent.with_name("cases")
TRIAL = (CASES / "e-trial.toml").read_text(encoding="utf-8")
HEAD = """
code = "past"
title_en = "Past"
[place]
branch = "Trial"
team = "Trial"
role = "Trial"
[cycle]
starts_on = 2019-01-01
ends_on = 2025-01-01
"""
STORES = (
    HEAD
    + """
[subject]
kind = "place"
code = "{Store}"
[evaluator]
code = "AUDIT"
[source]
value = "mystery"
[date]
column = "Visited"
[[scale]]
name = "score"
kind = "number"
lowest = 0
highest = 100
fails_below = 70
[[scale]]
name = "share"
kind = "percent"
[[criterion]]
column = "Score"
scale = "score"
[[criterion]]
column = "Cleanliness %"
scale = "share"
"""
)
TWO_SCALES = (
    HEAD
    + """
[subject]
code = "{Employee}"
[evaluator]
code = "HR"
[date]
column = "Reviewed on"
order = "mdy"
[[scale]]
name = "words"
[[scale.outcome]]
answer = "Exceeds"
value = 10000
[[scale.outcome]]
answer = "fully meets"
value = 7500
[[scale.outcome]]
answer = "Needs Improvement"
value = 0
is_pass = false
[[scale]]
name = "survey"
kind = "number"
lowest = 1
highest = 5
[[criterion]]
column = "Performance Score"
scale = "words"
[[criterion]]
column = "EngagementSurvey"
scale = "survey"
"""
)
LONG = (
    HEAD
    + """
[subject]
code = "{Reviewee}"
[evaluator]
code = "{Reviewer}"
[source]
column = "Relationship"
[date]
column = "When"
[long]
criterion = "Behaviour"
answer = "Rating"
[[scale]]
name = "rating"
kind = "number"
lowest = 1
highest = 5
[[criterion]]
column = "Listens"
[[criterion]]
column = "Keeps promises"
"""
)


def case(name):
    return (CASES / f"{name}.csv").read_bytes()


def inputs(content, mapping=TRIAL, source="old.csv", **choices):
    content = content.encode() if isinstance(content, str) else content
    table = read_table(io.BytesIO(content))
    about = {"file_hash": file_hash(content), "source": source, "mapping": read_mapping(mapping)}
    return {"table": table, **about, **choices}


def bring(content, mapping=TRIAL, **options):
    return import_evaluations(**inputs(content, mapping, **options), by=None, at=timezone.now())


def refused(content, mapping=TRIAL, **options):
    with pytest.raises(ImportRefused) as problem:
        bring(content, mapping, **options)
    return problem.value.plan


def said(plan):
    return [*plan.problems, *(problem for row in plan.rows for problem in row.problems)]


def values(imported):
    return [[answer.value for answer in row.answers.order_by("criterion__position")] for row in imported.evaluations]


PIECES = (b"\x00", b"\xff\xfe", b"9" * 5000, b'"', b"[[", b"= [1, {a = 2}]", b"= 1e400", b"= nan", b"\n\n", b",,,,",
          b"=", "‏٪".encode(), b"{", b"}", b"[subject]", b"1979-05-27T07:32:00", b"= -1",
          b"= true", b"\\u0000", b"{code}")  # fmt: skip


def broken(chance, content):
    for _change in range(chance.randrange(4)):
        start = chance.randrange(len(content))
        end = start + chance.choice([0, 0, 1, 5, 40])
        content = content[:start] + chance.choice(PIECES) + content[end:]
    return content
