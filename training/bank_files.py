"""A file of questions between upload and confirmation: a private file of a random name, for its bringer, two hours."""

import json
import re
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from playbook.models import Edition
from training.actions.bank import bank_of, new_drafts
from training.bank.gift_reading import read_gift
from training.bank.gift_writing import write_gift
from training.bank.moodle_reading import read_moodle_xml
from training.bank.moodle_writing import write_moodle_xml
from training.bank.reading import Loss, Reading
from training.drafting import draft_of
from training.models import Course

FOLDER = "question-import"
KEPT_FOR = timedelta(hours=2)
NAME = re.compile(r"[A-Za-z0-9_-]{32}")
READERS = {"gift": read_gift, "xml": read_moodle_xml}
CONTENT_TYPES = {"gift": "text/plain; charset=utf-8", "xml": "application/xml"}
ENDINGS = {"gift": "gift.txt", "xml": "xml"}


@dataclass(frozen=True)
class Kept:
    """What was uploaded: `content` is the file's text, `kind` "gift" or "xml"."""

    by: str
    at: str
    filename: str
    kind: str
    language: str
    course: str
    content: str


@dataclass(frozen=True)
class Plan:
    """What confirming would do. `new`: drafts to write; `known`: how many the course has already."""

    reading: Reading
    course: Course
    standards: dict
    new: list
    known: int


def keep(*, file, kind, language, course, by, at):
    """Returns the random name under which `load` finds it."""
    name = secrets.token_urlsafe(24)
    content = file.read().decode("latin-1")
    kept = Kept(by.key, at.isoformat(), file.name[:200], kind, language, course.key, content)
    storages["private"].save(_path(name), ContentFile(json.dumps(asdict(kept)).encode()))
    return name


def load(name, *, by, at):
    """Kept, or None: no such file, somebody else's, or too old."""
    if not NAME.fullmatch(name):
        return None
    try:
        with storages["private"].open(_path(name)) as file:
            kept = Kept(**json.load(file))
    except FileNotFoundError:
        return None
    return kept if kept.by == by.key and at <= datetime.fromisoformat(kept.at) + KEPT_FOR else None


def drop(name):
    storages["private"].delete(_path(name))


def _path(name):
    return f"{FOLDER}/{name}.json"


def drop_expired(*, at):
    storage = storages["private"]
    for name in storage.listdir(FOLDER)[1] if storage.exists(FOLDER) else ():
        if storage.get_modified_time(f"{FOLDER}/{name}") + KEPT_FOR < at:
            storage.delete(f"{FOLDER}/{name}")


def plan(kept, on):
    """Read the file and compare it with the course. Raises BankFileError."""
    reading = READERS[kept.kind](kept.content.encode("latin-1"), kept.language)
    course = Course.objects.get(key=kept.course)
    edition = Edition.objects.in_force(on)
    codes = {code for draft in reading.drafts for code in draft.codes}
    standards = {each.code: each for each in edition.standards.filter(code__in=codes)} if edition else {}
    for draft in reading.drafts:
        for code in draft.codes:
            if code not in standards:
                reading.lose(draft.line, Loss.TAG, code)
    new = new_drafts(reading.drafts, course, standards)
    return Plan(reading, course, standards, new, len(reading.drafts) - len(new))


def export(course, kind):
    """The course's questions as bytes."""
    drafts = [draft_of(question) for question in bank_of(course)]
    return write_moodle_xml(drafts) if kind == "xml" else write_gift(drafts).encode()
