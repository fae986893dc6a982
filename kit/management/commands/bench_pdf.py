"""Measured in one run, so that the ratios mean something on any machine."""

import multiprocessing
import resource
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.management.base import BaseCommand

from kit.bench import table
from kit.pdf import document_html

CRITERIA = 30
WORDS = "سفارش را پیش از ثبت، یک بار برای مشتری بازگو می‌کند تا چیزی جا نماند."


class Command(BaseCommand):
    help = "Milliseconds a two-page report: naive WeasyPrint, ours with one and two workers; and 1,000 stored ones."

    def add_arguments(self, parser):
        parser.add_argument("--reports", type=int, default=40)
        parser.add_argument("--stored", type=int, default=1000)

    def handle(self, *, reports, stored, **options):
        pages = [_report(number) for number in range(reports)]
        naive, pdf = _naive(pages[: max(3, reports // 4)])
        rows = [("naive WeasyPrint", f"{naive:.0f}", "1.00", "")]
        for workers in (1, 2):
            each, memory = _ours(pages, workers)
            rows.append((f"ours, {workers} worker(s)", f"{each:.0f}", f"{each / naive:.2f}", f"{memory:.0f}"))
        seconds, size = _collected(pdf, stored)
        for line in table(("a two-page report", "ms each", "of naive", "MB a child"), rows):
            self.stdout.write(line)
        self.stdout.write(f"{stored} stored documents into one ZIP: {seconds:.2f} s, {size / 1e6:.0f} MB")


def _report(number):
    lines = [{"code": f"DUR-{n:02d}", "text": WORDS, "value": 8505 + n} for n in range(CRITERIA)]
    context = {"title": f"{number}", "organisation": "کافه آفتاب", "kind": "برگه", "number": f"EV-{number}"}
    context |= {"lines": lines, "verify_code": "K7QM-2R9X-4TND", "verify_url": "https://aftab.example/verify/"}
    return document_html("kit/pdf/bench.html", context, language="fa")


def _naive(pages):
    """(ms each, one PDF): what one writes first, the stylesheet and the fonts parsed anew for every document."""
    import weasyprint

    folder = settings.BASE_DIR / "static"
    css = "".join((folder / "css" / name).read_text() for name in ("pdf.css", "pdf-rtl.css"))
    css = css.replace("static:", folder.as_uri() + "/")
    began = time.perf_counter()
    for page in pages:
        sheet = weasyprint.CSS(string=css, base_url=str(folder))
        pdf = weasyprint.HTML(string=page, base_url=str(folder)).write_pdf(stylesheets=[sheet], pdf_variant="pdf/a-3a")
    return (time.perf_counter() - began) * 1000 / len(pages), pdf


def _ours(pages, workers):
    """(ms each, the largest child in MB) with so many processes, each with its warm child."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_warm) as pool:
        list(pool.map(_render, pages[: workers * 3]))
        began = time.perf_counter()
        memory = max(pool.map(_render, pages))
        spent = time.perf_counter() - began
    return spent * 1000 / len(pages), memory / 1e6


def _warm():
    import django

    django.setup()


def _render(page):
    """Render one report; the bytes that the child holds in memory."""
    from kit.pdf import asking, render_pdf

    render_pdf(page, language="fa")
    pages_held = int(Path(f"/proc/{asking._child.process.pid}/statm").read_text().split()[1])
    return pages_held * resource.getpagesize()


def _collected(pdf, count):
    """(seconds, bytes): stored files, each read, hashed and put into a ZIP, as the last step of a bulk export does."""
    import hashlib
    import zipfile

    with TemporaryDirectory() as folder:
        names = [Path(folder, f"{number}.pdf") for number in range(count)]
        for name in names:
            name.write_bytes(pdf)
        began = time.perf_counter()
        with zipfile.ZipFile(Path(folder, "all.zip"), "w", zipfile.ZIP_STORED) as bundle:
            for name in names:
                content = name.read_bytes()
                hashlib.sha256(content).hexdigest()
                bundle.writestr(name.name, content)
        return time.perf_counter() - began, Path(folder, "all.zip").stat().st_size
