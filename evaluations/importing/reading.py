"""From the rows of a file to what they say, with the problems of every row beside it. Nothing is written here."""

import hashlib
from dataclasses import dataclass, field
from datetime import date

from evaluations.importing.mapping import fill
from kit.calendar import parse_day
from kit.canonical import content_hash
from kit.folding import tidy, western_digits


@dataclass(frozen=True)
class ReadRow:
    """One evaluation of the file. `answers`: {column: outcome's answer, "" for N/A}."""

    number: int
    subject: dict
    evaluator: dict
    observed_on: date | None
    answers: dict
    context: dict
    hash: str
    problems: list = field(default_factory=list)


def file_hash(content):
    return hashlib.sha256(content).hexdigest()


def missing_columns(table, mapping):
    return [column for column in mapping.columns if column not in table.header]


def read_rows(table, mapping):
    """A ReadRow for every row of a kit.spreadsheets.SheetTable that has all columns."""
    known = {outcome.answer for outcome in mapping.outcomes}
    return [_read_row(number, record, mapping, known) for number, record in table.records()]


def _read_row(number, record, mapping, known):
    problems = []
    answers = {c.column: tidy(western_digits(record[c.column])) for c in mapping.criteria}
    for column, answer in answers.items():
        if answer and answer not in known:
            problems.append(f"“{answer[:40]}” in the column {column} is not on the scale")
    subject, evaluator = _person(mapping.subject, record), _person(mapping.evaluator, record)
    if not subject["code"] or len(subject["code"]) > 40:
        problems.append("the code of the person evaluated is empty or longer than 40")
    if not evaluator["code"] or len(evaluator["code"]) > 40:
        problems.append("the code of the evaluator is empty or longer than 40")
    if subject["code"] == evaluator["code"]:
        problems.append("nobody evaluates themselves on record")
    return ReadRow(
        number=number,
        subject=subject,
        evaluator=evaluator,
        observed_on=_day(mapping, record, problems),
        answers=answers,
        context={column: record[column] for column in mapping.context},
        hash=content_hash([[name, record[name]] for name in sorted(record)]),
        problems=problems,
    )


def _person(patterns, record):
    person = {key: fill(pattern, record) for key, pattern in patterns.items()}
    return {"name_en": "", **person}


def _day(mapping, record, problems):
    text = record[mapping.date["column"]] if "column" in mapping.date else str(mapping.date["value"])
    try:
        day = parse_day(text)
    except ValueError:
        problems.append(f"“{text[:40]}” is not a date")
        return None
    if not mapping.starts_on <= day < mapping.ends_on:
        problems.append(f"{day} lies outside the cycle")
    return day
