"""Checking an archive by itself: hashes, counts, and that every line is JSON. Needs no database."""

import hashlib
import json
import zipfile

from home.archive.writer import CHUNK, DESCRIPTION, FILES, FORMAT, MANIFEST


class NoArchive(ValueError):
    """The file is no archive of a format that is known."""


def read_manifest(path):
    try:
        with zipfile.ZipFile(path) as bundle:
            manifest = json.loads(bundle.read(MANIFEST))
    except (zipfile.BadZipFile, KeyError, ValueError) as problem:
        raise NoArchive(f"no archive, or a damaged one: {problem}") from problem
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise NoArchive("an archive of another format")
    return manifest


def archive_problems(path):
    """Yield a sentence for everything in an archive that does not add up. Raises NoArchive."""
    manifest = read_manifest(path)
    with zipfile.ZipFile(path) as bundle:
        names = bundle.namelist()
        there = set(names)
        if len(names) != len(there):
            yield "a name stands in the archive twice"
        for label, told in sorted(manifest["tables"].items()):
            yield from _table_problems(bundle, label, told)
        kept = set()
        yield from _file_problems(bundle, manifest["files"], there, kept)
        expected = {MANIFEST, FILES, DESCRIPTION} | {told["name"] for told in manifest["tables"].values()} | kept
        for name in sorted(there - expected):
            yield f"{name} is named nowhere"
        for name in sorted(expected - there):
            yield f"{name} is missing"


def _table_problems(bundle, label, told):
    try:
        with bundle.open(told["name"]) as file:
            rows, digest, bad = _walk(file)
    except (KeyError, zipfile.BadZipFile) as problem:
        yield f"{label} cannot be read: {problem}"
        return
    if bad:
        yield f"{label}: line {bad} is no JSON object"
    if rows != told["rows"]:
        yield f"{label} has {rows} rows, and the manifest says {told['rows']}"
    if digest != told["sha256"]:
        yield f"{label} is not what was written"


def _walk(file):
    """(lines, SHA-256, number of the first line that is no object)."""
    rows, digest, bad = 0, hashlib.sha256(), None
    for line in file:
        rows += 1
        digest.update(line)
        if bad is None and not _is_object(line):
            bad = rows
    return rows, digest.hexdigest(), bad


def _is_object(line):
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def _file_problems(bundle, told, there, kept):
    """`kept` is filled with the names of files that `files.jsonl` speaks of."""
    if FILES not in there:
        return
    with bundle.open(FILES) as file:
        rows, digest, bad = _walk(file)
    if digest != told["sha256"] or rows != told["named"] or bad:
        yield f"{FILES} is not what was written"
        return
    seen = {}
    with bundle.open(FILES) as file:
        for line in file:
            row = json.loads(line)
            seen[row["sha256"]] = row["size"]
            yield from _row_problems(row)
    for sha256, size in seen.items():
        if sha256 is not None:
            name = f"files/{sha256[:2]}/{sha256}"
            kept.add(name)
            yield from _content_problems(bundle, name, sha256, size, there)


def _row_problems(row):
    whose = f"{row['table']} {row['row']} ({row['column']})"
    if row["sha256"] is None:
        yield f"the file of {whose} was missing when the archive was made"
    elif row["said"] and row["said"] != row["sha256"]:
        yield f"the file of {whose} was not the one that its row names"


def _content_problems(bundle, name, sha256, size, there):
    if name not in there:
        return
    digest, length = hashlib.sha256(), 0
    try:
        with bundle.open(name) as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
                length += len(chunk)
    except zipfile.BadZipFile as problem:
        yield f"{name} cannot be read: {problem}"
        return
    if digest.hexdigest() != sha256 or length != size:
        yield f"{name} is not what was written"
