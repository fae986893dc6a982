"""Measured in one run, so that the ratios mean something on any machine."""

import hashlib
import multiprocessing
import os
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand
from django.utils import timezone

from kit.bench import own_database, table
from kit.files.storage import private_storage, random_name
from kit.pdf import document_html

CRITERIA = 30
WORDS = "سفارش را پیش از ثبت، یک بار برای مشتری بازگو می‌کند تا چیزی جا نماند."


@dataclass(frozen=True)
class Cost:
    """Of one report: milliseconds on the clock and on the processors; megabytes of a child, and of a worker with it."""

    wall: float
    cpu: float
    child: float = 0
    worker: float = 0


class Command(BaseCommand):
    help = "Milliseconds a two-page report: naive WeasyPrint, ours with one and two workers; and 1,000 stored ones."

    def add_arguments(self, parser):
        parser.add_argument("--reports", type=int, default=40)
        parser.add_argument("--stored", type=int, default=1000)

    def handle(self, *, reports, stored, **options):
        pages = [_report(number) for number in range(reports)]
        naive, pdf = _naive(pages[: max(3, reports // 4)])
        rows = [("naive WeasyPrint", f"{naive.wall:.0f}", f"{naive.cpu:.0f}", "1.00", "1.00", "", "")]
        for workers in (1, 2):
            rows.append((f"ours, {workers} worker(s)", *_columns(_ours(pages, workers), naive, workers)))
        heads = ("a two-page report", "ms", "CPU ms", "of naive", "on free cores", "child MB", "with worker MB")
        for line in table(heads, rows):
            self.stdout.write(line)
        self.stdout.write(f"signing one: {_signing(pdf):.0f} ms of CPU")
        seconds, size = _collected(pdf, stored)
        self.stdout.write(f"{stored} stored documents into one ZIP: {seconds:.2f} s, {size / 1e6:.0f} MB")


def _columns(ours, naive, workers):
    """ "on free cores": what the ratio is where nobody else uses the processors, from their milliseconds."""
    ratios = f"{ours.wall / naive.wall:.2f}", f"{ours.cpu / workers / naive.cpu:.2f}"
    return f"{ours.wall:.0f}", f"{ours.cpu:.0f}", *ratios, f"{ours.child:.0f}", f"{ours.worker:.0f}"


def _report(number):
    lines = [{"code": f"DUR-{n:02d}", "text": WORDS, "value": 8505 + n} for n in range(CRITERIA)]
    context = {"title": f"{number}", "organisation": "کافه آفتاب", "kind": "برگه", "number": f"EV-{number}"}
    context |= {"lines": lines, "verify_code": "K7QM-2R9X-4TND", "verify_url": "https://aftab.example/verify/"}
    return document_html("kit/pdf/bench.html", context, language="fa")


def _naive(pages):
    """(Cost, one PDF): what one writes first, the stylesheet and the fonts parsed anew for every document."""
    import weasyprint

    folder = settings.BASE_DIR / "static"
    css = "".join((folder / "css" / name).read_text() for name in ("pdf.css", "pdf-rtl.css"))
    css = css.replace("static:", folder.as_uri() + "/")
    began, spent = time.perf_counter(), time.process_time()
    for page in pages:
        sheet = weasyprint.CSS(string=css, base_url=str(folder))
        pdf = weasyprint.HTML(string=page, base_url=str(folder)).write_pdf(stylesheets=[sheet], pdf_variant="pdf/a-3a")
    wall, cpu = time.perf_counter() - began, time.process_time() - spent
    return Cost(wall * 1000 / len(pages), cpu * 1000 / len(pages)), pdf


def _ours(pages, workers):
    """With so many processes, each with its warm child."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_warm) as pool:
        list(pool.map(_render, pages[: workers * 3]))
        began = time.perf_counter()
        told = list(pool.map(_render, pages))
        wall = time.perf_counter() - began
    spent, child, worker = zip(*told, strict=True)
    return Cost(wall * 1000 / len(pages), sum(spent) * 1000 / len(pages), max(child), max(worker))


def _warm():
    import django

    django.setup()


def _render(page):
    """Render one report: (seconds of CPU, MB that the child holds, MB of it, its fork server and its worker)."""
    from kit.pdf import client, render_pdf

    before = _spent(client._child.process)
    render_pdf(page, language="fa")
    child = client._child.process
    held = _held(child.pid)
    return _spent(child) - before, held, held + _held(_parent(child.pid)) + _held(os.getpid())


def _spent(child):
    """Seconds of CPU of this process and its child so far."""
    own = time.process_time()
    if child is None:
        return own
    fields = Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split()
    return own + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _parent(pid):
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def _held(pid):
    """MB in memory; what several processes share is counted in parts, as it is there once."""
    lines = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:])
    return int(lines["Pss"].split()[0]) * 1024 / 1e6


def _signing(pdf, rounds=10):
    from kit.documents.certificate import made_up_certificate
    from kit.documents.pdf_signatures import signed_with

    certificate = made_up_certificate(name="bench", at=timezone.now())
    signed_with(certificate, pdf, name="bench", code="")
    began = time.process_time()
    for _ in range(rounds):
        signed_with(certificate, pdf, name="bench", code="")
    return (time.process_time() - began) * 1000 / rounds


def _collected(pdf, count):
    """(seconds, bytes): the last step of a bulk export as a worker does it, over documents that are stored already."""
    # Models are imported here: the workers of the benchmark import this file before Django is set up.
    from kit.documents.models import StoredDocument
    from kit.jobs.bundle import write_bundle
    from kit.jobs.models import Job, JobItem

    storage, sha256 = private_storage(), hashlib.sha256(pdf).hexdigest()
    names = [storage.save(random_name("bench", ".pdf"), ContentFile(pdf)) for _number in range(count)]
    try:
        with own_database(StoredDocument, Job, JobItem) as alias, TemporaryFile() as file:
            job = Job.objects.using(alias).create(kind="bench", title="bench", total=count, created_at=timezone.now())
            rows = [_item(number, name) for number, name in enumerate(names, 1)]
            items = [JobItem(job=job, sha256=sha256, size=len(pdf), **row) for row in rows]
            JobItem.objects.using(alias).bulk_create(items, batch_size=500)
            began = time.perf_counter()
            write_bundle(job, job.items.order_by("position"), file)
            return time.perf_counter() - began, file.tell()
    finally:
        for name in names:
            storage.delete(name)


def _item(number, name):
    facts = [["Number", f"EV-1405-{number:05}"], ["Name", "نرگس احمدی"], ["Date", "2026-11-21"]]
    place = {"subject": str(number), "position": number, "name": name, "state": "done"}
    return place | {"filename": f"ولیعصر/نرگس احمدی {number}.pdf", "facts": facts}
