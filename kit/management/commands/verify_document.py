from pathlib import Path

from cryptography import x509
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from kit.documents.certificate import fingerprint, known_certificates
from kit.documents.pdf_signatures import read_signature
from kit.documents.verification import ALTERED, INTACT, UNKNOWN, Finding, check_file


class Command(BaseCommand):
    help = "Say whether a PDF is a document of ours: intact, altered or unknown. Needs no network."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--certificate", type=Path, help="trust this certificate (PEM) and ask no database")

    def handle(self, *, file, certificate, **options):
        if not file.is_file():
            raise CommandError(f"{file} is no file")
        with file.open("rb") as content:
            known = _trusted(certificate)
            signature = read_signature(content, known=known)
            content.seek(0)
            finding = _by_database(content) if certificate is None else Finding(UNKNOWN)
        code = finding.document.code if finding.document else ""
        self.stdout.write(f"{_verdict(finding.state, signature)} {code}".rstrip())
        for line in _since(finding.document):
            self.stdout.write(line)
        if signature.fingerprint:
            self.stdout.write(f"signed {signature.signed_at} with certificate {signature.fingerprint}")
        for row in known:
            self.stdout.write(f"trusted certificate {fingerprint(row)}")


def _trusted(certificate):
    return [x509.load_pem_x509_certificate(certificate.read_bytes())] if certificate else known_certificates()


def _by_database(content):
    """The Finding by hash and code; unknown where there is no database to ask."""
    try:
        return check_file(content)
    except DatabaseError:
        return Finding(UNKNOWN)


def _since(document):
    """What became of it after it was issued."""
    newer = getattr(document, "superseded_by", None)
    if newer:
        yield f"replaced {newer.made_at:%Y-%m-%d} by {newer.code}"
    elif document and document.withdrawn_at:
        yield f"withdrawn {document.withdrawn_at:%Y-%m-%d}"


def _verdict(state, signature):
    """The database knows the bytes; without it, our signature over the whole file says the same."""
    if state == UNKNOWN and signature.is_ours:
        return INTACT if signature.is_whole else ALTERED
    return state
