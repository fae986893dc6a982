"""The benchmark runs, and measures what it says: a report of two pages."""

import io

import pypdf
from django.core.management import call_command

from kit.management.commands.bench_pdf import _report
from kit.pdf import render_pdf


def test_the_report_has_two_pages():
    assert len(pypdf.PdfReader(io.BytesIO(render_pdf(_report(1), language="fa"))).pages) == 2


def test_it_prints_both_measures(monkeypatch):
    monkeypatch.setattr("kit.management.commands.bench_pdf._naive", lambda pages: (200.0, b"%PDF"))
    monkeypatch.setattr("kit.management.commands.bench_pdf._ours", lambda pages, workers: (100.0, 90.0))
    out = io.StringIO()
    call_command("bench_pdf", reports=1, stored=3, stdout=out)
    assert "0.50" in out.getvalue()
    assert "3 stored documents into one ZIP" in out.getvalue()
