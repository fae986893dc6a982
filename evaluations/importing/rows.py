"""From the rows of a file to what they say, with the problems of every row beside it. Nothing is written here."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from evaluations.importing.answers import NONE, NotOnScale, read_answer
from evaluations.importing.mapping import fill
from evaluations.importing.toml_fields import FIRST_YEAR, LAST_YEAR
from kit.display import day as shown_day
from kit.importing.dates import ORDERS, read_day
from kit.text.folding import fold, western_digits
from kit.values.canonical import content_hash
from people.models import StaffMember

LONGEST_CODE = StaffMember._meta.get_field("code").max_length
LONGEST_NAME = StaffMember._meta.get_field("given_name_fa").max_length
MOST_CONTEXT = 2000


@dataclass
class ReadRow:
    """One evaluation of the file. `answers`: a ReadAnswer for each criterion of the mapping, in its order.

    `identity` is what it is recognised by when it comes again, `hash` what it says; `whole` what its row says with all
    columns, by which rows of earlier releases are recognised. `numbers`: all rows that it was read from.
    """

    number: int
    subject: dict
    evaluator: dict
    source: str
    observed_on: date | None
    answers: list
    context: dict
    hash: str
    whole: str
    identity: str = ""
    named: str = ""
    numbers: list = field(default_factory=list)
    problems: list = field(default_factory=list)

    @property
    def given(self):
        return sum(answer.value is not None for answer in self.answers)

    @property
    def empty(self):
        return len(self.answers) - self.given

    @property
    def about(self):
        """Whoever says something else of the same person, by the same evaluator, on the same day, corrects it."""
        return (self.subject["code"].casefold(), self.evaluator["code"].casefold(), self.source, self.observed_on)


def file_hash(content):
    return hashlib.sha256(content).hexdigest()


def missing_columns(table, mapping):
    known = {fold(head) for head in table.header}
    return [column for column in mapping.columns if fold(column) not in known]


def read_rows(table, mapping):
    """A ReadRow for every evaluation of a kit.spreadsheets.SheetTable that has all columns."""
    records = list(_records(table, mapping))
    rows = _long_rows(records, mapping) if mapping.long else [_wide_row(*record, mapping) for record in records]
    faults = table.faults(mapping) if hasattr(table, "faults") else {}
    for row in rows:
        row.problems += [problem for number in row.numbers for problem in faults.get(number, ())]
    _name(rows)
    return rows


def at(column, problem, row=None):
    """A problem with its place in the file, in the reader's language."""
    words = {"column": column, "problem": problem, "row": row}
    if row is None:
        return _("column “%(column)s”: %(problem)s") % words
    return _("row %(row)s, column “%(column)s”: %(problem)s") % words


def _records(table, mapping):
    """(number, {column of the mapping: text}, hash of the whole row); headings are compared as a reader would."""
    places = {}
    for place, head in enumerate(table.header):
        places.setdefault(fold(head), place)
    wanted = {column: places[fold(column)] for column in mapping.columns}
    for number, row in zip(table.numbers, table.rows, strict=True):
        whole = content_hash([[name, text] for name, text in sorted(dict(zip(table.header, row, strict=True)).items())])
        yield number, {column: row[place] for column, place in wanted.items()}, whole


def _wide_row(number, record, whole, mapping):
    row = _row(number, record, whole, mapping)
    row.answers = [_answer(record[item.column], item, item.column, mapping, row) for item in mapping.criteria]
    return row


def _answer(text, criterion, column, mapping, row, number=None):
    try:
        return read_answer(text, criterion.scale, mapping.missing)
    except NotOnScale as problem:
        row.problems.append(at(column, problem, number))
        return NONE


def _long_rows(records, mapping):
    """One ReadRow for all rows of one person, evaluator, source and instant (or of one identity)."""
    groups = {}
    for number, record, whole in records:
        groups.setdefault(_group(record, mapping), []).append((number, record, whole))
    return [_long_row(rows, mapping) for rows in groups.values()]


def _group(record, mapping):
    if mapping.identity:
        return tuple(fold(record[column]) for column in mapping.identity)
    people = fill(mapping.subject["code"], record), fill(mapping.evaluator["code"], record)
    return (*people, *(record[name] for name in (mapping.source.column, mapping.date.get("column")) if name))


def _long_row(rows, mapping):
    number, first, _whole = rows[0]
    row = _row(number, first, content_hash(sorted(whole for _number, _record, whole in rows)), mapping)
    row.numbers = [number for number, _record, _whole in rows]
    row.hash = content_hash(sorted(_said(record) for _number, record, _whole in rows))
    found, known = {}, {fold(item.column): item for item in mapping.criteria}
    for number, record, _whole in rows:
        word = record[mapping.long["criterion"]]
        item = known.get(fold(word))
        if item is None:
            problem = _("“%(text)s” is no criterion of the mapping") % {"text": word[:40]}
            row.problems.append(at(mapping.long["criterion"], problem, number))
        elif item.column in found:
            problem = _("“%(text)s” is answered twice") % {"text": word[:40]}
            row.problems.append(at(mapping.long["criterion"], problem, number))
        else:
            answer = record[mapping.long["answer"]]
            found[item.column] = _answer(answer, item, mapping.long["answer"], mapping, row, number)
    row.answers = [found.get(item.column, NONE) for item in mapping.criteria]
    return row


def _row(number, record, whole, mapping):
    problems = []
    subject, evaluator = _person(mapping.subject, record), _person(mapping.evaluator, record)
    source = _source(mapping, record, problems)
    if source == "self" and not evaluator["code"]:
        evaluator = subject
    _check_person(mapping.subject, subject, _("the code of whom it is about"), problems)
    _check_person(mapping.evaluator, evaluator, _("the code of the evaluator"), problems)
    _check_self(source, subject, evaluator, problems)
    row = ReadRow(
        number=number,
        subject=subject,
        evaluator=evaluator,
        source=source or "lead",
        observed_on=_day(mapping, record, problems),
        answers=[],
        context={column: record[column][:MOST_CONTEXT] for column in mapping.context},
        hash=content_hash(_said(record)),
        whole=whole,
        numbers=[number],
        problems=problems,
    )
    row.named = _named(mapping, record, row)
    return row


def _said(record):
    return [[name, text] for name, text in sorted(record.items())]


def _person(patterns, record):
    person = {key: fill(pattern, record) for key, pattern in patterns.items()}
    return person | {"code": western_digits(person["code"])}


def _check_person(patterns, person, what, problems):
    if not person["code"]:
        problems.append(_("%(what)s is empty (%(pattern)s)") % {"what": what, "pattern": patterns["code"]})
    elif len(person["code"]) > LONGEST_CODE:
        words = {"what": what, "most": LONGEST_CODE, "pattern": patterns["code"]}
        problems.append(_("%(what)s is longer than %(most)s characters (%(pattern)s)") % words)
    if len(person["name_fa"]) > LONGEST_NAME or len(person["name_en"]) > LONGEST_NAME:
        words = {"most": LONGEST_NAME, "pattern": patterns["name_fa"]}
        problems.append(_("a name is longer than %(most)s characters (%(pattern)s)") % words)


def _check_self(source, subject, evaluator, problems):
    is_same = subject["code"].casefold() == evaluator["code"].casefold()
    if source and is_same and source != "self" and subject["code"]:
        problems.append(_("nobody evaluates themselves on record: the source would be self"))
    if source == "self" and not is_same:
        problems.append(_("who evaluates themselves has the code of whom it is about"))


def _source(mapping, record, problems):
    column = mapping.source.column
    if not column:
        return mapping.source.value
    found = mapping.source.of(record[column])
    if found is None:
        problems.append(at(column, _("“%(text)s” is no known source") % {"text": record[column][:40]}))
    return found


def _day(mapping, record, problems):
    column = mapping.date.get("column")
    if not column:
        return _in_cycle(mapping, mapping.date["value"], None, problems)
    found = _read(record[column], mapping.date["order"])
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        problems.append(at(column, _no_day(record[column])))
        return None
    return _in_cycle(mapping, found, column, problems)


def _read(text, order):
    try:
        return read_day(text, order)
    except ValueError:
        return None


def _no_day(text):
    if any(_read(text, order) for order in ORDERS):
        words = _('“%(text)s”: is the day or the month first? Say order = "dmy", "mdy" or "ymd" in [date]')
    else:
        words = _("“%(text)s” is not a date")
    return words % {"text": text[:40]}


def _in_cycle(mapping, found, column, problems):
    if not mapping.starts_on <= found < mapping.ends_on:
        problem = _("%(day)s lies outside the cycle") % {"day": shown_day(found)}
        problems.append(at(column, problem) if column else problem)
    return found


def _named(mapping, record, row):
    """What the identity columns say; "" where the mapping names none."""
    if not mapping.identity:
        return ""
    words = [fold(record[column]) for column in mapping.identity]
    if not all(words):
        row.problems.append(at(", ".join(mapping.identity), _("the identity of the row is empty")))
    return "\x1f".join(words)


def _name(rows):
    """Give every row its identity: its columns, else what it says and, of equal rows, the how manieth it is."""
    seen = Counter()
    for row in rows:
        key = row.named or row.hash
        seen[key] += 1
        row.identity = content_hash(["named", key]) if row.named else f"{key}-{seen[key]}"
        if row.named and seen[key] > 1:
            row.problems.append(_("another row of the file has the same identity"))
