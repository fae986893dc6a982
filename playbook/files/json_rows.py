"""The folder as JSON, read in a process of its own. Pure."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from kit.parsing.refusal import Refused
from kit.text.letters import seen

UNWRITABLE = re.compile("[\0\ud800-\udfff]")


def read(content: bytes, names: Sequence[str], form: str, rows: int, cell: int) -> dict[str, Any]:
    """{"header", "rows", "numbers"} of a file's bytes: at most so many `rows`, and letters of a `cell`. Raises Refused.

    Empty cells are left out of the file, so all columns (`names`) are there.
    """
    try:
        found = json.loads(content.decode("utf-8-sig"))
        given = found["rows"] if found["format"] == form else None
    except (ValueError, KeyError, TypeError) as problem:
        raise Refused("no_folder") from problem
    if not isinstance(given, list) or not all(isinstance(row, dict) for row in given):
        raise Refused("no_folder")
    if len(given) > rows:
        raise Refused("rows", rows=rows)
    for number, row in enumerate(given, start=1):
        _check(row, number, cell)
    cells = [[seen(row.get(name, "")) for name in names] for row in given]
    return {"header": names, "rows": cells, "numbers": list(range(1, len(given) + 1))}


def _check(row: Mapping[str, object], number: int, cell: int) -> None:
    for text in row.values():
        if not isinstance(text, str) or UNWRITABLE.search(text):
            raise Refused("no_folder")
        if len(text) > cell:
            raise Refused("long_cell", number=number)
