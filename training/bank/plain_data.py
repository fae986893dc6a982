"""A Reading as plain data: it is read in a process of its own, and kept between upload and confirmation. Pure."""

from typing import Any

from kit.parsing.refusal import Refused
from training.bank.gift_reader import read_gift
from training.bank.intake import BankFileError, Loss, Note, Reading, Remark
from training.bank.moodle_reader import read_moodle_xml
from training.kinds.drafts import Draft, DraftOption, Problem, Words

READERS = {"gift": read_gift, "xml": read_moodle_xml}
NOTES = ("refused", "losses", "remarks")
_REASONS = {str(reason): reason for reasons in (Problem, Loss, Remark) for reason in reasons}
_OPTION_WORDS, _DRAFT_WORDS = ("text", "feedback", "match"), ("text", "feedback")


def read(content: bytes, kind: str, language: str) -> dict[str, Any]:
    """The plain Reading of a file's bytes; `kind` is "gift" or "xml". Raises Refused with a Loss and its line."""
    try:
        return as_plain(READERS[kind](content, language))
    except BankFileError as wrong:
        raise Refused(str(wrong.loss), line=wrong.line) from wrong


def as_plain(reading: Reading) -> dict[str, Any]:
    notes = {name: [[*vars(note).values()] for note in getattr(reading, name)] for name in NOTES}
    return {"language": reading.language, "drafts": [_plain_draft(draft) for draft in reading.drafts], **notes}


def reading_of(plain: dict[str, Any]) -> Reading:
    """The Reading again."""
    drafts = [_draft(row) for row in plain["drafts"]]
    notes: dict[str, Any] = {name: [_note(*row) for row in plain[name]] for name in NOTES}
    return Reading(plain["language"], drafts, **notes)


def _plain_draft(draft: Draft) -> dict[str, Any]:
    options = [_with_lists(option, _OPTION_WORDS) for option in draft.options]
    return _with_lists(draft, _DRAFT_WORDS) | {"options": options}


def _with_lists(row: Draft | DraftOption, names: tuple[str, ...]) -> dict[str, Any]:
    return vars(row) | {name: [*vars(getattr(row, name)).values()] for name in names}


def _draft(row: dict[str, Any]) -> Draft:
    options = tuple(DraftOption(**_with_words(option, _OPTION_WORDS)) for option in row["options"])
    return Draft(**_with_words(row, _DRAFT_WORDS) | {"options": options, "codes": tuple(row["codes"])})


def _with_words(row: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return row | {name: Words(*row[name]) for name in names}


def _note(line: int, reason: str, detail: str) -> Note:
    return Note(line, _REASONS[reason], detail)
