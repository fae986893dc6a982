"""A file of questions between upload and confirmation: read once, by a process of its own, and kept as it was read."""

from dataclasses import dataclass

from kit.files.previews import Previews
from kit.parsing.client import read_apart
from kit.parsing.refusal import Refused
from playbook.models import Edition
from training.bank.gift_writer import write_gift
from training.bank.intake import LARGEST, BankFileError, Loss, Reading
from training.bank.moodle_writer import write_moodle_xml
from training.bank.plain_data import reading_of
from training.models import Course
from training.questions.comparison import bank_of, compared
from training.questions.drafts import draft_of

READER = "training.bank.plain_data.read"
CONTENT_TYPES = {"gift": "text/plain; charset=utf-8", "xml": "application/xml"}
ENDINGS = {"gift": "gift.txt", "xml": "xml"}
PREVIEWS = Previews("question-import")


@dataclass(frozen=True)
class Kept:
    """What was uploaded: `reading` is what it said, as plain data; `course` a key."""

    filename: str
    course: str
    reading: dict


@dataclass(frozen=True)
class Plan:
    """What confirming would do. `new`: drafts to write; `changed`: those of them that say otherwise what the course
    asks already (`questions.comparison.Changed`); `known`: how many the course has as they are."""

    reading: Reading
    course: Course
    standards: dict
    new: list
    changed: list
    known: int

    @property
    def fresh(self):
        """Those that the course knows nothing like."""
        twins = {each.found for each in self.changed}
        return [draft for draft in self.new if draft not in twins]


def read_file(*, file, kind, language, course):
    """What a file ("gift" or "xml") says, as plain data to keep. Raises BankFileError."""
    content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise BankFileError(Loss.TOO_LARGE)
    try:
        reading = read_apart(READER, content, kind=kind, language=language)
    except Refused as refused:
        raise BankFileError(refused.code, **refused.values) from refused
    return vars(Kept(file.name[:200], course.key, reading))


def plan(kept, on):
    """Compare what the file said with the course. Raises BankFileError where too little of it has a place here."""
    reading = reading_of(kept.reading)
    course = Course.objects.get(key=kept.course)
    edition = Edition.objects.in_force(on)
    codes = {code for draft in reading.drafts for code in draft.codes}
    standards = {each.code: each for each in edition.standards.all() if each.code in codes} if edition else {}
    for draft in reading.drafts:
        for code in draft.codes:
            if code not in standards:
                reading.lose(draft.line, Loss.TAG, code)
    found = compared(reading.drafts, course, standards)
    return Plan(reading, course, standards, found.new, found.changed, len(reading.drafts) - len(found.new))


def export(course, kind):
    """The course's questions as bytes."""
    drafts = [draft_of(question) for question in bank_of(course)]
    return write_moodle_xml(drafts) if kind == "xml" else write_gift(drafts).encode()
