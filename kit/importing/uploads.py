"""A file between its upload and the last word: its bytes and what was read of them, for its bringer, two hours."""

import base64
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from django.core.files import File

from kit.files.previews import Previews
from kit.importing.headings import fingerprint
from kit.importing.kinds import Kind
from kit.importing.layouts import Brought, Grid, Layout, brought, guess_layout, mapped_layout
from kit.importing.models import SavedMapping
from kit.parsing.client import read_apart
from kit.parsing.messages import said
from kit.parsing.refusal import Refused
from kit.parsing.tables import Limits
from kit.spreadsheets.errors import SpreadsheetError
from kit.spreadsheets.reader import content_of
from kit.values.keys import Keyed

READER = "kit.parsing.sheets.read"
FILES = Previews("files")


@dataclass(frozen=True)
class Upload:
    """`about`: what the app wants to know of its first step later on."""

    name: str
    kind: Kind
    filename: str
    content: bytes
    grid: Grid
    layout: Layout
    about: dict

    @property
    def is_ready(self):
        return self.layout.is_ready(self.grid, self.kind)

    @property
    def is_sure(self):
        return self.layout.is_sure(self.grid, self.kind)

    @property
    def fingerprint(self):
        return fingerprint(self.layout.header(self.grid))

    def brought(self):
        return brought(self.grid, self.layout, self.kind)

    def mappings(self):
        """The saved mappings that fit these headings, the newest first."""
        heads = self.layout.heading
        saved = SavedMapping.objects.filter(kind=self.kind.name).exclude(name="").order_by("-saved_at")[:50]
        return [each for each in saved if mapped_layout(self.grid, self.kind, each.layout, heads) is not None]


def read_grid(content: bytes, limits: Limits, sheet: int | None = None, encoding: str = "", **bounds: Any) -> Grid:
    """A Grid of a file's bytes, read by the process for strangers' files. Raises SpreadsheetError."""
    try:
        found = read_apart(READER, content, limits=asdict(limits), sheet=sheet, encoding=encoding, **bounds)
    except Refused as refused:
        raise SpreadsheetError(said(refused)) from refused
    return Grid(**found)


def _grid_of(content, kind):
    return kind.read(content, kind.limits) or read_grid(content, kind.limits)


def proposed_layout(grid: Grid, kind: Kind, heading: int | None = None) -> Layout:
    """What is remembered for these headings, else what they suggest."""
    guessed = guess_layout(grid, kind, heading)
    mark = fingerprint(guessed.header(grid))
    for mapping in SavedMapping.objects.filter(kind=kind.name, fingerprint=mark).order_by("-saved_at")[:5]:
        layout = mapped_layout(grid, kind, mapping.layout, heading)
        if layout is not None:
            return replace(layout, mapping=mapping.key)
    return guessed


def open_upload(file: File, kind: Kind, *, by: Keyed, at: datetime, about: dict[str, Any] | None = None) -> Upload:
    """Read and keep an uploaded file (anything with `read` and `name`). Raises SpreadsheetError."""
    content = content_of(file, kind.limits.size)
    grid = _grid_of(content, kind)
    upload = Upload("", kind, (file.name or "")[:200], content, grid, proposed_layout(grid, kind), about or {})
    return replace(upload, name=FILES.keep(_plain(upload), by=by, at=at))


def load_upload(name: str, kind: Kind, *, by: Keyed, at: datetime) -> Upload | None:
    """An Upload, or None: no such file, somebody else's, of another kind, or too old."""
    kept = FILES.load(name, by=by, at=at)
    if kept is None or kept["kind"] != kind.name:
        return None
    content = base64.b64decode(kept["content"])
    grid, layout = Grid(**kept["grid"]), Layout(**kept["layout"])
    return Upload(name, kind, kept["filename"], content, grid, layout, kept["about"])


def keep_upload(upload: Upload, *, by: Keyed) -> None:
    """Keep what was said about the file since; its two hours run on."""
    FILES.change(upload.name, _plain(upload), by=by)


drop_expired = FILES.drop_expired


def read_again(upload: Upload, *, sheet: int | None = None, encoding: str = "", heading: int | None = None) -> Upload:
    """The same file with another sheet, other letters or another row of headings. Raises SpreadsheetError."""
    grid = upload.grid
    is_same = (grid.sheet if sheet is None else sheet, encoding or grid.encoding) == (grid.sheet, grid.encoding)
    if not is_same:
        grid, heading = read_grid(upload.content, upload.kind.limits, sheet, encoding), None
    if heading is not None and not 0 <= heading < len(grid.rows):
        heading = None
    return replace(upload, grid=grid, layout=proposed_layout(grid, upload.kind, heading))


def read_whole(
    kind: Kind,
    file: File,
    *,
    order: str = "",
    columns: Mapping[str, str] | None = None,
    same: dict[str, str] | None = None,
) -> Brought:
    """Brought in one go, as the headings suggest: for commands and tests. `columns`: {field: heading} of one's own."""
    grid = _grid_of(content_of(file, kind.limits.size), kind)
    layout = guess_layout(grid, kind)
    if columns:
        places = {head: place for place, head in enumerate(layout.header(grid))}
        layout = replace(layout, columns=layout.columns | {name: places[head] for name, head in columns.items()})
    orders = layout.orders(grid, kind)
    layout = replace(layout, order=order or layout.order or (orders[0] if len(orders) == 1 else ""), same=same or {})
    return brought(grid, layout, kind)


def _plain(upload):
    return {
        "kind": upload.kind.name,
        "filename": upload.filename,
        "content": base64.b64encode(upload.content).decode("ascii"),
        "grid": vars(upload.grid),
        "layout": upload.layout.as_kept(),
        "about": upload.about,
    }
