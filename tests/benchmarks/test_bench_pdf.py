"""The benchmark runs, and measures what it says: a report of two pages."""

import io

import pypdf
from django.core.management import call_command

from benchmarks.management.commands import bench_pdf
from benchmarks.management.commands.bench_pdf import _report
from kit.pdf import render_pdf


def test_the_report_has_two_pages():
    assert len(pypdf.PdfReader(io.BytesIO(render_pdf(_report(1), language="fa"))).pages) == 2


def test_it_prints_every_measure(monkeypatch, django_db_blocker, settings, tmp_path):
    options = {**settings.STORAGES["private"], "OPTIONS": {"location": tmp_path, "base_url": None}}
    settings.STORAGES = {**settings.STORAGES, "private": options}
    monkeypatch.setattr(bench_pdf, "_naive", lambda pages: (bench_pdf.Cost(200, 200), b"%PDF"))
    monkeypatch.setattr(bench_pdf, "_ours", lambda pages, workers: bench_pdf.Cost(100, 160, 90, 170))
    monkeypatch.setattr(bench_pdf, "_signing", lambda pdf: 30)
    out = io.StringIO()
    with django_db_blocker.unblock():
        call_command("bench_pdf", reports=1, stored=3, stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[3].split()[3:] == ["100", "160", "0.50", "0.40", "90", "170"]
    assert lines[4] == "signing one: 30 ms of CPU"
    assert lines[5].startswith("3 stored documents into one ZIP")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
