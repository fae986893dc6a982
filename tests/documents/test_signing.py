"""Signed documents, and what is said about a file that somebody holds."""

import datetime as dt
import io
import re
from pathlib import Path

import pikepdf
import pypdf
import pytest
from cryptography.hazmat.primitives import serialization
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from kit.documents import certificate as certificates
from kit.documents.certificate import SigningKeyLocked, current_certificate, fingerprint, signing_certificate
from kit.documents.creation import make_stored
from kit.documents.pdf_signatures import read_signature, sign_pdf
from kit.documents.store import read_document, register_document_kind
from kit.documents.verification import check_file
from kit.files.storage import private_storage

AT = dt.datetime(2026, 11, 21, 8, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def own_key(tmp_path_factory):
    """The PEM of one certificate for all tests here: making a key takes a while."""
    return certificates._new_pem("Aftab Café", AT)


@pytest.fixture
def company(own_key, settings, tmp_path, monkeypatch):
    """A private store of its own."""
    options = {**settings.STORAGES["private"], "OPTIONS": {"location": tmp_path, "base_url": None}}
    settings.STORAGES = {**settings.STORAGES, "private": options}
    monkeypatch.setattr(certificates, "_new_pem", lambda name, at: own_key)
    return tmp_path


@pytest.fixture
def issued(db, company):
    register_document_kind("record", "Evaluation record")
    return make_stored(
        kind="record",
        object_key="ev-1",
        language="en",
        source_hash="a" * 64,
        template="base_pdf.html",
        context=lambda: {"title": "Narges Ahmadi", "organisation": "Aftab Café", "made_on": AT.date()},
        company="Aftab Café",
        at=AT,
        source=("record.json", '{"score":8505}'),
    )


@pytest.fixture
def pdf(issued):
    return read_document(issued)


def altered(pdf):
    """One bit in the middle of it is another."""
    return pdf[:4000] + bytes([pdf[4000] ^ 1]) + pdf[4001:]


def appended(pdf):
    """Somebody added a page with a program of theirs, which leaves the signed bytes as they are."""
    writer = pypdf.PdfWriter(io.BytesIO(pdf), incremental=True)
    writer.add_blank_page(100, 100)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def resaved(pdf):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(out)
    return out.getvalue()


# The signature


def test_the_signature_covers_the_whole_file(pdf):
    signature = read_signature(io.BytesIO(pdf))
    assert (signature.is_ours, signature.is_whole) == (True, True)
    assert signature.fingerprint == fingerprint(current_certificate())


def test_archive_tags_and_attachment_survive_the_signature(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        metadata = document.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert document.Root.MarkInfo.Marked and str(document.Root.Lang) == "en"
        assert document.attachments["record.json"].get_file().read_bytes() == b'{"score":8505}'
        assert document.attachments["record.json"].obj.AFRelationship == "/Source"
        assert "/ByteRange" in document.Root.AcroForm.Fields[0].V


@pytest.mark.parametrize("change", [altered, appended])
def test_a_change_breaks_the_signature(pdf, change):
    signature = read_signature(io.BytesIO(change(pdf)))
    assert (signature.is_ours, signature.is_whole) == (True, False)


@pytest.mark.parametrize(
    "junk", [b"", b"%PDF-1.7", b"x" * 5000, b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<</Root 1 0 R>>"]
)
def test_junk_has_no_signature(company, junk):
    assert not read_signature(io.BytesIO(junk)).is_ours


def test_somebody_elses_signature_is_not_ours(pdf, settings, tmp_path_factory):
    settings.STORAGES["private"]["OPTIONS"]["location"] = tmp_path_factory.mktemp("other")
    assert not read_signature(io.BytesIO(pdf), known=[]).is_ours


# The key


def test_the_key_is_made_once_and_lies_encrypted_outside_the_media(company, settings):
    first = signing_certificate(name="Aftab Café", at=AT)
    again = signing_certificate(name="Aftab Café", at=AT)
    assert first.signer == again.signer == current_certificate()
    kept = (company / certificates.OWN).read_bytes()
    assert b"ENCRYPTED PRIVATE KEY" in kept and b"BEGIN PRIVATE KEY" not in kept
    assert not Path(settings.PRIVATE_ROOT).is_relative_to(settings.MEDIA_ROOT)


def test_a_changed_secret_needs_the_old_one(company, settings):
    before = settings.SECRET_KEY
    signing_certificate(name="Aftab Café", at=AT)
    settings.SECRET_KEY = "another" * 10
    with pytest.raises(SigningKeyLocked):
        signing_certificate(name="Aftab Café", at=AT)
    settings.SECRET_KEY_FALLBACKS = [before]
    assert signing_certificate(name="Aftab Café", at=AT).signer == current_certificate()


def test_a_real_certificate_takes_over_and_old_documents_stay_ours(pdf, company, settings):
    real = certificates.Certificate(*_made_elsewhere(company, settings))
    assert signing_certificate(name="x", at=AT).signer == real.signer == current_certificate()
    newer = read_signature(io.BytesIO(sign_pdf(pdf_without_signature(), name="x", code="", at=AT)))
    assert newer.is_ours and newer.is_whole and newer.fingerprint == fingerprint(real.signer)
    assert read_signature(io.BytesIO(pdf)).is_ours


def _made_elsewhere(folder, settings):
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Real")])
    draft = x509.CertificateBuilder(name, name, key.public_key(), 7, AT, AT + dt.timedelta(days=9999))
    made = draft.add_extension(certificates._signs_only(), critical=True).sign(key, hashes.SHA256())
    settings.SIGNING_CERTIFICATE, settings.SIGNING_KEY = str(folder / "real.pem"), str(folder / "real.key")
    settings.SIGNING_KEY_PASSWORD = "geheim"
    (folder / "real.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    locked = serialization.BestAvailableEncryption(b"geheim")
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, locked)
    (folder / "real.key").write_bytes(key.private_bytes(*form))
    return key, (made,)


def pdf_without_signature():
    out = io.BytesIO()
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(out)
    return out.getvalue()


# A file that somebody holds


@pytest.mark.parametrize(
    ("change", "state"),
    [
        (bytes, "intact"),
        (altered, "altered"),
        (appended, "altered"),
        (resaved, "altered"),
        (lambda pdf: pdf[:-1], "altered"),
        (lambda pdf: pdf_without_signature(), "unknown"),
        (lambda pdf: b"", "unknown"),
        (lambda pdf: b"Havadar K7QM2R9X4TND", "unknown"),
    ],
)
def test_check_file(issued, pdf, change, state):
    finding = check_file(io.BytesIO(change(pdf)))
    assert finding.state == state
    assert finding.document == (None if state == "unknown" else issued)


def posted(client, content, **more):
    file = SimpleUploadedFile("x.pdf", content, "application/pdf")
    return client.post(reverse("kit:verify_file"), {"file": file}, **more)


def test_anybody_compares_a_file_and_learns_nothing_confidential(client, issued, pdf):
    for content, state in ((pdf, "intact"), (altered(pdf), "altered")):
        answer = posted(client, content)
        page = answer.content.decode()
        assert answer.context["state"] == state
        assert issued.code in page
        for secret in ("Narges", "Ahmadi", "ev-1", issued.key, issued.name):
            assert secret not in page
    assert issued.code not in posted(client, b"%PDF other").content.decode()


def test_a_file_that_is_too_large_is_taken_to_its_end_and_refused(client, issued, monkeypatch):
    """A browser that is not let finish shows no answer at all."""
    monkeypatch.setattr("kit.documents.views.LARGEST_FILE", 1000)
    monkeypatch.setattr("kit.documents.views.LARGEST_REFUSED", 5000)
    left = [posted(client, b"x" * size).wsgi_request.read() for size in (2000, 9000)]
    assert (left[0], len(left[1]) > 9000) == (b"", True)


def test_the_page_bounds_size_and_number(client, issued, monkeypatch):
    monkeypatch.setattr("kit.documents.views.LARGEST_FILE", 1000)
    assert posted(client, b"x" * 2000).status_code == 413
    assert client.post(reverse("kit:verify_file")).status_code == 422
    assert [posted(client, b"x").status_code for _ in range(29)] == [200] * 28 + [429]


def test_a_file_that_is_checked_is_not_kept(client, issued, pdf, company):
    before = sorted(company.rglob("*"))
    posted(client, pdf)
    assert sorted(company.rglob("*")) == before


# The command


def said(tmp_path, content, *arguments):
    out = io.StringIO()
    (tmp_path / "held.pdf").write_bytes(content)
    call_command("verify_document", str(tmp_path / "held.pdf"), *arguments, stdout=out)
    return out.getvalue()


def test_the_command_says_the_same(issued, pdf, tmp_path_factory):
    folder = tmp_path_factory.mktemp("held")
    assert said(folder, pdf).startswith(f"intact {issued.code}\nsigned ")
    assert said(folder, altered(pdf)).startswith(f"altered {issued.code}\n")
    assert said(folder, pdf_without_signature()).startswith("unknown\n")


def test_the_command_needs_only_the_certificate(pdf, tmp_path_factory):
    folder = tmp_path_factory.mktemp("held")
    (folder / "company.pem").write_bytes(current_certificate().public_bytes(serialization.Encoding.PEM))
    trust = f"--certificate={folder / 'company.pem'}"
    assert said(folder, pdf, trust).startswith("intact\n")
    assert said(folder, appended(pdf), trust).startswith("altered\n")
    assert said(folder, pdf_without_signature(), trust).startswith("unknown\n")


def test_the_code_stands_in_the_file_as_plain_bytes(issued, pdf):
    assert re.findall(rb"Havadar ([0-9A-Z]{12})", pdf)[0].decode() == issued.code.replace("-", "")
    assert private_storage().exists(certificates.OWN)
