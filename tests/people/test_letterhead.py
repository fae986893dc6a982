"""The company's logo, colour and certificate: who may change them, what is refused, what documents then look like."""

import datetime as dt
import io

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from kit.audit.models import AuditEntry
from kit.documents import certificate as certificates
from kit.documents.certificate import CertificateRefused, current_certificate, fingerprint, replace_certificate
from kit.documents.creation import make_paper
from kit.documents.kinds import paper_of
from kit.documents.pdf_signatures import read_signature, sign_pdf
from kit.documents.store import read_document
from kit.graphics.contrast import contrast
from kit.parsing.images import PictureRefused, as_png
from people import actions
from people.company.letterhead import looks
from people.models import Organisation
from tests.factories.playbook import frozen_edition

AT = dt.datetime(2026, 11, 21, 8, tzinfo=dt.UTC)
PAGE, REPLACE = reverse("people:letterhead"), reverse("people:certificate")


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    """A private store of its own."""
    options = {**settings.STORAGES["private"], "OPTIONS": {"location": tmp_path, "base_url": None}}
    settings.STORAGES = {**settings.STORAGES, "private": options}
    return tmp_path


def picture(size=(400, 120), kind="PNG", colour="#a5311f", **more):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind, **more)
    return out.getvalue()


def upload(content, name="logo.png"):
    return SimpleUploadedFile(name, content)


def pkcs12(*, key=None, password=b"geheim", starts=-1, days=365, uses=None, with_key=True):
    key = key or ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Aftab Ltd")])
    now = timezone.now()
    ends = now + dt.timedelta(days=starts + days)
    draft = x509.CertificateBuilder(name, name, key.public_key(), 7, now + dt.timedelta(days=starts), ends)
    draft = draft.add_extension(uses or certificates._signs_only(), critical=True)
    made = draft.sign(key, hashes.SHA256())
    locked = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
    return serialize_key_and_certificates(b"x", key if with_key else None, made, None, locked)


# Logo and colour


def test_hr_gives_logo_and_colour_and_documents_bear_them(client_for, people):
    answer = client_for(people.hoda).post(PAGE, {"logo": upload(picture()), "colour": "#7A1F3D"})
    assert answer.status_code == 302
    company = Organisation.objects.get()
    assert company.colour == "#7a1f3d" and company.logo.startswith("logo/")
    assert looks()["logo"].startswith("data:image/png;base64,")
    assert AuditEntry.objects.filter(verb="organisation.letterhead_changed").count() == 1
    pdf = read_document(make_paper(paper_of("edition"), frozen_edition(), language="fa", at=AT))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.pages[0].get_images()
        assert document.open_metadata()["pdfaid:part"] == "3"


def test_a_page_shows_the_logo_and_it_can_be_removed(client_for, people):
    client = client_for(people.armin)
    actions.change_letterhead(colour="", logo=as_png(picture(), box=(90, 30)), by=people.hoda.user, at=AT)
    assert "data:image/png" in client.get(PAGE).content.decode()
    client.post(PAGE, {"removes_logo": "on", "colour": ""})
    assert Organisation.objects.get().logo == ""
    assert looks()["logo"] == ""


def test_saving_the_colour_keeps_the_logo_and_saving_nothing_logs_nothing(people):
    given = {"by": people.hoda.user, "at": AT}
    actions.change_letterhead(colour="", logo=picture(), **given)
    name = Organisation.objects.get().logo
    actions.change_letterhead(colour="#7a1f3d", **given)
    actions.change_letterhead(colour="#7a1f3d", **given)
    assert Organisation.objects.get().logo == name
    assert AuditEntry.objects.filter(verb="organisation.letterhead_changed").count() == 2


@pytest.mark.parametrize("colour", ["#ffff00", "#9fd3cd", "red", "#12345", "#12345g", "#fff}*{display:none", "url(x)"])
def test_a_colour_that_is_pale_or_none_is_refused(client_for, people, colour):
    answer = client_for(people.hoda).post(PAGE, {"colour": colour})
    assert answer.status_code == 422
    assert not Organisation.objects.exclude(colour="").exists()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
GIF = picture(kind="GIF")


@pytest.mark.parametrize("content", [SVG, GIF, b"", b"GIF89a", b"%PDF-1.7", picture()[:200], b"\x89PNG\r\n\x1a\n" * 9])
def test_what_is_no_picture_is_refused(client_for, people, content):
    answer = client_for(people.hoda).post(PAGE, {"logo": upload(content), "colour": ""})
    assert answer.status_code == 422
    assert not Organisation.objects.exclude(logo="").exists()


def test_a_picture_is_written_anew_without_what_it_carried():
    carrying = picture(kind="JPEG", comment=b"secret-of-the-camera") + b"<script>alert(1)</script>"
    png = as_png(carrying, box=(200, 100))
    with Image.open(io.BytesIO(png)) as small:
        assert (small.format, small.size) == ("PNG", (200, 60))
    assert b"secret" not in png and b"script" not in png


def test_a_huge_picture_is_refused_before_it_is_opened(monkeypatch):
    monkeypatch.setattr("kit.parsing.images.MOST_PIXELS", 1000)
    with pytest.raises(PictureRefused):
        as_png(picture(), box=(10, 10))


def test_contrast():
    assert [contrast("#000000"), contrast("#ffffff"), contrast("#767676")] == [2100, 100, 454]


# The certificate


def test_an_administrator_replaces_the_certificate(client_for, people, store):
    answer = client_for(people.armin).post(REPLACE, {"file": upload(pkcs12(), "x.p12"), "password": "geheim"})
    assert answer.status_code == 302
    found = current_certificate()
    assert "Aftab Ltd" in found.subject.rfc4514_string()
    page = client_for(people.hoda).get(PAGE).content.decode()
    assert fingerprint(found)[:4] in page and "Aftab Ltd" in page
    [entry] = AuditEntry.objects.filter(verb="organisation.certificate_replaced")
    assert entry.detail["fingerprint"] == fingerprint(found)
    everything = b"".join(path.read_bytes() for path in store.rglob("*") if path.is_file())
    assert b"ENCRYPTED PRIVATE KEY" in everything and b"BEGIN PRIVATE KEY" not in everything
    assert b"geheim" not in everything


def test_old_documents_stay_ours_and_new_ones_bear_the_new_one(store, settings):
    blank = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(blank)
    replace_certificate(pkcs12=pkcs12(), password="geheim", at=timezone.now())
    first = current_certificate()
    old = sign_pdf(blank.getvalue(), name="x", code="", at=timezone.now())
    rsa_key = rsa.generate_private_key(65537, 2048)
    replace_certificate(pkcs12=pkcs12(key=rsa_key, password=b""), password="", at=timezone.now())
    new = sign_pdf(blank.getvalue(), name="x", code="", at=timezone.now())
    signatures = [read_signature(io.BytesIO(pdf)) for pdf in (old, new)]
    assert all(signature.is_ours and signature.is_whole for signature in signatures)
    assert [signature.fingerprint for signature in signatures] == [
        fingerprint(first),
        fingerprint(current_certificate()),
    ]
    assert first != current_certificate()


ONLY_ENCRYPTS = x509.KeyUsage(
    digital_signature=False,
    content_commitment=False,
    key_encipherment=True,
    data_encipherment=True,
    key_agreement=False,
    key_cert_sign=False,
    crl_sign=False,
    encipher_only=False,
    decipher_only=False,
)


@pytest.mark.parametrize(
    ("content", "password", "reason"),
    [
        (lambda: pkcs12(), "other", "password"),
        (lambda: b"no such thing", "", "password"),
        (lambda: pkcs12(with_key=False), "geheim", "empty"),
        (lambda: pkcs12(starts=-30, days=10), "geheim", "expired"),
        (lambda: pkcs12(starts=3), "geheim", "expired"),
        (lambda: pkcs12(key=rsa.generate_private_key(65537, 1024)), "geheim", "weak"),
        (lambda: pkcs12(uses=ONLY_ENCRYPTS), "geheim", "purpose"),
    ],
)
def test_what_cannot_sign_is_refused_and_changes_nothing(content, password, reason):
    with pytest.raises(CertificateRefused) as refusal:
        replace_certificate(pkcs12=content(), password=password, at=timezone.now())
    assert refusal.value.reason == reason
    assert current_certificate() is None


def test_the_page_says_why_and_keeps_nothing(client_for, people, store):
    answer = client_for(people.armin).post(REPLACE, {"file": upload(pkcs12(), "x.p12"), "password": "wrong"})
    assert answer.status_code == 422 and current_certificate() is None
    assert not [path for path in store.rglob("*") if path.is_file()]


def test_the_password_is_asked_for_before_the_file_is_chosen(client_for, people):
    client = client_for(people.armin, just_signed_in=False)
    assert "reauthenticate" in client.get(REPLACE).url
    assert "reauthenticate" in client.post(REPLACE, {"password": ""}).url


def test_one_that_the_server_sets_is_not_replaced(settings):
    settings.SIGNING_CERTIFICATE = "/etc/somewhere.pem"
    with pytest.raises(CertificateRefused, match="fixed"):
        replace_certificate(pkcs12=b"", password="", at=AT)
