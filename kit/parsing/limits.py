"""How much a table of strangers may hold."""

from dataclasses import dataclass

BLANK_ROWS = 4  # so many times as many rows as may be filled


@dataclass(frozen=True)
class Limits:
    """Bytes of the file, bytes once unpacked, XML tags and their depth, rows, columns, cells of the whole table with
    the empty ones, letters of a cell and of all; a 10,000-person staff list fits twice."""

    size: int = 5 * 1024 * 1024
    unpacked: int = 32 * 1024 * 1024
    tags: int = 1_000_000
    depth: int = 16
    rows: int = 20_000
    columns: int = 200
    cells: int = 1_000_000
    cell: int = 10_000
    letters: int = 16_000_000

    @property
    def all_rows(self):
        """With those that are empty."""
        return self.rows * BLANK_ROWS
