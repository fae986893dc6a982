"""Reading a table that somebody brings: its size is bounded here, everything else in the process that reads it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kit import display
from kit.parsing.client import MEGABYTE, read_apart
from kit.parsing.messages import said
from kit.parsing.refusal import Refused
from kit.parsing.tables import Limits
from kit.spreadsheets.errors import SpreadsheetError


class Readable(Protocol):
    """An upload, or a file opened for its bytes."""

    def read(self, size: int, /) -> bytes: ...


READER = "kit.parsing.tables.read"


@dataclass(frozen=True)
class SheetTable:
    """The first sheet as text: `header, rows = read_table(file)`. `numbers` are the rows' numbers in the file."""

    header: list
    rows: list
    numbers: list = field(default_factory=list)

    def __iter__(self):
        return iter((self.header, self.rows))

    def records(self):
        """(number of the row in the file, {head: text}) for every row."""
        for number, row in zip(self.numbers, self.rows, strict=True):
            yield number, dict(zip(self.header, row, strict=True))


def read_table(file: Readable, limits: Limits | None = None, **bounds: Any) -> SheetTable:
    """The table in an uploaded XLSX or CSV file (anything with `read`). Raises SpreadsheetError with a clear sentence.

    Every cell comes as text: whole numbers without a point, dates as 2026-11-23, empty cells as "".
    Rows without any text are left out; all rows are as long as the header. `bounds`: seconds, memory of the reading.
    """
    limits = limits or Limits()
    return table_of(READER, content_of(file, limits.size), limits=asdict(limits), **bounds)


def content_of(file: Readable, largest: int) -> bytes:
    """All bytes of a file that is not too large. Raises SpreadsheetError."""
    content = file.read(largest + 1)
    if len(content) > largest:
        size = display.number(largest // MEGABYTE)
        raise SpreadsheetError(_("The file is larger than %(size)s MB.") % {"size": size})
    return content


def table_of(
    reader: str, content: bytes, words: Mapping[str, str | Promise] | None = None, **options: Any
) -> SheetTable:
    """What another reader of tables makes of bytes, with the sentences of its own refusals."""
    try:
        return SheetTable(**read_apart(reader, content, **options))
    except Refused as refused:
        raise SpreadsheetError(said(refused, words)) from refused
