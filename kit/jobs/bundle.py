"""One ZIP of many files, with an index to read (HTML), an index to sort (XLSX) and a manifest of hashes."""

import datetime as dt
import io
import re
import zipfile
from typing import BinaryIO

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from kit.display import day
from kit.files.storage import private_storage
from kit.jobs.models import Job, JobItem
from kit.spreadsheets import write_xlsx
from kit.text.letters import seen

CHUNK = 1024 * 1024
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def write_bundle(job: Job, items: QuerySet[JobItem], file: BinaryIO) -> None:
    """Write the files of `items` (JobItem rows, in order), an index and a manifest into `file`.

    A file whose bytes are not what its row says stops the bundle: nothing broken is handed out.
    """
    rows: list[tuple[str, dict[str, object], str, int]] = []
    heads: dict[str, None] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED, allowZip64=True) as bundle:
        taken = {"index.html", "index.xlsx", "manifest.txt"}
        for item in items.iterator(chunk_size=500):
            name = _free_name(item.filename, taken)
            _copy(bundle, name, item)
            facts = dict(item.facts)
            heads |= dict.fromkeys(facts)
            rows.append((name, facts, item.sha256, item.size))
        _write_indexes(bundle, job, list(heads), rows)


def _copy(bundle, name, item):
    import hashlib

    digest = hashlib.sha256()
    info = zipfile.ZipInfo(name, date_time=timezone.localtime().timetuple()[:6])
    with private_storage().open(item.stored_name) as source, bundle.open(info, "w", force_zip64=True) as target:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            target.write(chunk)
    if digest.hexdigest() != item.sha256:
        raise ValueError(f"the file of item {item.position} was changed")


def _write_indexes(bundle, job, heads, rows):
    failed = list(job.items.filter(state="failed").order_by("position"))
    context = {"job": job, "heads": heads, "rows": _readable(heads, rows), "failed": failed}
    bundle.writestr("index.html", render_to_string("kit/jobs/index.html", context))
    sheet = io.BytesIO()
    cells = ([name, *[_typed(facts.get(head)) for head in heads], sha256, size] for name, facts, sha256, size in rows)
    write_xlsx(sheet, [_("File"), *heads, "SHA-256", _("Bytes")], cells, title=job.title)
    bundle.writestr("index.xlsx", sheet.getvalue())
    manifest = "".join(f"{sha256}  {name}\n" for name, _facts, sha256, _size in rows)
    bundle.writestr("manifest.txt", manifest)


def _typed(value):
    """A date that the ledger keeps as text is a date in a sheet."""
    return dt.date.fromisoformat(value) if isinstance(value, str) and ISO_DATE.fullmatch(value) else value


def _readable(heads, rows):
    return [(name, [_said(facts.get(head, "")) for head in heads]) for name, facts, _sha256, _size in rows]


def _said(value):
    typed = _typed(value)
    return day(typed) if isinstance(typed, dt.date) else value


def _free_name(wished, taken):
    """A name that every system can keep and that is not taken yet, letter case apart."""
    clean = re.sub(r'[\x00-\x1f\x7f<>:"|?*\\]', "_", seen(wished)).lstrip("/").replace("../", "") or "file"
    stem, dot, ending = clean.rpartition(".")
    stem, ending = (stem, dot + ending) if dot else (clean, "")
    name, number = clean, 2
    while name.casefold() in taken:
        name, number = f"{stem} ({number}){ending}", number + 1
    taken.add(name.casefold())
    return name
