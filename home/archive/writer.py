"""Writing the archive: one ZIP, row by row and file by file, so that memory does not grow with the company."""

import base64
import datetime as dt
import hashlib
import io
import json
import tempfile
import zipfile

from django.conf import settings
from django.core.files.storage import storages

from home.archive.tables import archived, tables
from kit.queries.database import one_moment
from kit.version import version

FORMAT = 1
ROWS, CHUNK = 1000, 1024 * 1024
MANIFEST, FILES, DESCRIPTION = "manifest.json", "files.jsonl", "FORMAT.md"
EARLIEST = (1980, 1, 1, 0, 0, 0)


def write_archive(file, *, at, company, note=lambda done, total: None):
    """Write everything that `tables.toml` names into a binary file, as it is at one instant. Returns the manifest.

    `note(done, total)` is told how far it is.
    """
    named = archived()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as bundle, one_moment():
        found = {}
        with tempfile.TemporaryFile() as kept:
            wanted = _Wanted(kept)
            for number, table in enumerate(named, 1):
                found[table.label] = _write_table(bundle, table, wanted)
                note(number, len(named) + wanted.count)
            files = _write_files(bundle, wanted, lambda done: note(len(named) + done, len(named) + wanted.count))
        _store(bundle, DESCRIPTION, (settings.BASE_DIR / "docs" / "archive.md").read_bytes())
        manifest = {
            "format": FORMAT,
            "product": f"Havadar {version()}",
            "company": company,
            "made_at": _plain(at),
            "tables": found,
            "files": files,
            "left_out": {table.label: table.left_out for table in tables() if table.left_out},
        }
        _store(bundle, MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode())
    return manifest


class _Wanted:
    """Which files rows name, kept on the disk until the rows are written."""

    def __init__(self, file):
        self.file, self.count = file, 0

    def add(self, told):
        self.file.write(_line(told))
        self.count += 1

    def __iter__(self):
        self.file.seek(0)
        return map(json.loads, self.file)


# Rows ----------------------------------------------------------------------------------------------------------------


def _write_table(bundle, table, wanted):
    """One line of JSON a row, by primary key. Names of files are noted in `wanted`."""
    paths, rows, digest, size = table.paths(), 0, hashlib.sha256(), 0
    name = f"tables/{table.label}.jsonl"
    queryset = table.model._base_manager.order_by("pk").values_list(*paths.values())
    with bundle.open(zipfile.ZipInfo(name, EARLIEST), "w", force_zip64=True) as target:
        for values in queryset.iterator(chunk_size=ROWS):
            row = {column: _plain(value) for column, value in zip(paths, values, strict=True)}
            line = _line(row)
            target.write(line)
            digest.update(line)
            rows, size = rows + 1, size + len(line)
            _note_files(table, row, wanted)
    told = {"name": name, "rows": rows, "size": size, "sha256": digest.hexdigest()}
    return {**told, "without": table.without}


def _line(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _note_files(table, row, wanted):
    for column, store in table.files.items():
        if row[column]:
            whose = row.get("key", row.get("id"))
            about = {"table": table.label, "row": whose, "column": column}
            # Under what name the store has it, and what the row says of its bytes.
            wanted.add({**about, "store": store, "name": row[column], "said": row.get("sha256")})


def _plain(value):
    """A value as JSON has it: instants in UTC and days in ISO form, numbers that are no integers as text."""
    if value is None or isinstance(value, (bool, int, str, list, dict)):
        return value
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(bytes(value)).decode()
    if hasattr(value, "get_prep_value"):  # the blocks of a page
        return value.get_prep_value()
    return str(value)


# Files ---------------------------------------------------------------------------------------------------------------


def _write_files(bundle, wanted, note):
    """Each file once, under its hash; `files.jsonl` says which row names which. Returns counts for the manifest."""
    taken, counts, digest = set(), {"named": 0, "missing": 0}, hashlib.sha256()
    with tempfile.TemporaryFile() as index:
        for told in wanted:
            told |= _write_file(bundle, told, taken)
            counts["named"] += 1
            note(counts["named"])
            counts["missing"] += told["sha256"] is None
            said = _line(told)
            digest.update(said)
            index.write(said)
        index.seek(0)
        with bundle.open(zipfile.ZipInfo(FILES, EARLIEST), "w", force_zip64=True) as target:
            while chunk := index.read(CHUNK):
                target.write(chunk)
    return {**counts, "name": FILES, "sha256": digest.hexdigest(), "kept": len(taken)}


def _write_file(bundle, told, taken):
    """A file that is gone from its store is said to be missing: the archive says what is there, and what is not."""
    try:
        with storages[told["store"]].open(told["name"]) as source:
            sha256 = hashlib.file_digest(source, "sha256").hexdigest()
            size = source.tell()
            if sha256 not in taken:
                taken.add(sha256)
                source.seek(0)
                _copy(bundle, source, f"files/{sha256[:2]}/{sha256}")
    except FileNotFoundError:
        return {"sha256": None, "size": 0}
    return {"sha256": sha256, "size": size}


def _copy(bundle, source, name):
    info = zipfile.ZipInfo(name, EARLIEST)
    with bundle.open(info, "w", force_zip64=True) as target:
        while chunk := source.read(CHUNK):
            target.write(chunk)


def _store(bundle, name, content):
    with bundle.open(zipfile.ZipInfo(name, EARLIEST), "w") as target, io.BytesIO(content) as source:
        while chunk := source.read(CHUNK):
            target.write(chunk)
