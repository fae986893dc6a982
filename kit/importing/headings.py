"""Which row holds the headings, and which column is what: guessed from how headings are usually written."""

import re
from collections.abc import Iterable, Sequence

from kit.importing.kinds import Kind
from kit.parsing.workbooks import column_letters
from kit.text.folding import fold
from kit.values.canonical import content_hash

LOOKED_AT = 30  # rows from the top among which the headings are
_SIGNS = re.compile(r"[\s_\-./\\()\[\]:*#،,؛;«»\"']+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def plain(head: str) -> str:
    """Two spellings of a heading are one: "Hire_Date", "hire date", "HireDate"."""
    return _SIGNS.sub("", fold(head))


def words_of(head: str) -> set[str]:
    return set(_SIGNS.sub(" ", fold(_CAMEL.sub(" ", head))).split())


def fingerprint(header: Iterable[str]) -> str:
    """The same for all files with these headings, in any order."""
    return content_hash(sorted({plain(head) for head in header} - {""}))


def shown_heads(header: Sequence[str]) -> list[str]:
    """Every heading so that no two are the same: "Name", "Name (C)", and "Column D" where there is none."""
    from django.utils.translation import gettext as _

    counts = [plain(head) for head in header]
    shown = []
    for place, head in enumerate(header):
        letters = column_letters(place)
        if not head.strip():
            shown.append(_("Column %(letters)s") % {"letters": letters})
        elif counts.count(counts[place]) > 1:
            shown.append(f"{head.strip()} ({letters})")
        else:
            shown.append(" ".join(head.split()))
    return shown


def known_heads(kind: Kind) -> dict[str, str]:
    """{plain heading: field name}; the first field that knows a heading has it."""
    known: dict[str, str] = {}
    for field in kind.fields:
        for head in (*field.heads, field.name):
            known.setdefault(plain(head), field.name)
    return known


def guess_heading_row(rows: Sequence[Sequence[str]], kind: Kind) -> int:
    """The place of the row that bears most known headings; else of the first wide row without figures."""
    known = known_heads(kind)
    top = rows[:LOOKED_AT]
    scores = [len({known[plain(cell)] for cell in row if plain(cell) in known}) for row in top]
    best = max(scores, default=0)
    if best > 1 or (best == 1 and max(map(_filled, top)) <= 2):
        return scores.index(best)
    width = max(map(_filled, top), default=0)
    wide = (place for place, row in enumerate(top) if _filled(row) >= width * 0.6 and not _has_figures(row))
    return next(wide, 0)


def _filled(row):
    return sum(bool(cell.strip()) for cell in row)


def _has_figures(row):
    return any(re.fullmatch(r"[\d\s.,:/%+-]+", fold(cell)) for cell in row if cell.strip())


def guess_columns(header: Sequence[str], kind: Kind) -> tuple[dict[str, int], set[str]]:
    """({field: place}, the fields that were only suggested by a word of a longer heading)."""
    known, columns = known_heads(kind), {}
    for place, head in enumerate(header):
        name = known.get(plain(head))
        if name and name not in columns:
            columns[name] = place
    suggested = set()
    for field in kind.fields:
        if field.name not in columns:
            place = _suggested(header, field, set(columns.values()), kind)
            if place is not None:
                columns[field.name] = place
                suggested.add(field.name)
    return columns, suggested


def _suggested(header, field, taken, kind):
    hints = {fold(hint) for hint in field.hints}
    for place, head in enumerate(header):
        if place not in taken and not kind.is_refused(head) and hints & words_of(head):
            return place
    return None
