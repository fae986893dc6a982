"""Signing a PDF (PAdES) and looking at the signature of one. Only workers and commands come here: pyHanko is heavy."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import BinaryIO

from cryptography.x509 import Certificate as X509Certificate

from kit.documents.certificate import Certificate, fingerprint, known_certificates, signing_certificate

FIELD = "Havadar"
MARK = "Havadar "
HEX_DIGITS, REST_OF_SIGNATURE = 2, 4096  # a byte is written as two digits; everything but the certificates


def sign_pdf(pdf: bytes, *, name: str, code: str, at: datetime) -> bytes:
    """The same document with an invisible signature over all of it. `name`: the company's, for its certificate.

    The code stands in the signature as plain bytes, where `checking` finds it without parsing the file.
    """
    return signed_with(signing_certificate(name=name, at=at), pdf, name=name, code=code)


def signed_with(certificate: Certificate, pdf: bytes, *, name: str, code: str) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        name=name,
        reason=MARK + code.replace("-", ""),  # hyphens would be escaped,
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    signer, room = _signer(certificate)
    return signers.sign_pdf(writer, metadata, signer=signer, bytes_reserved=room).getvalue()


@lru_cache(maxsize=2)
def _signer(certificate):
    """(who signs, the room that a signature takes): with these pyHanko need not sign once for trial.

    The key stays loaded; pyHanko's own signer loads and checks it for every signature, which takes 70 ms each.
    """
    from asn1crypto import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
    from pyhanko.sign import signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    class LoadedKey(signers.Signer):
        async def async_sign_raw(self, data, digest_algorithm, dry_run=False):
            if isinstance(certificate.key, rsa.RSAPrivateKey):
                return certificate.key.sign(data, padding.PKCS1v15(), hashes.SHA256())
            return certificate.key.sign(data, ec.ECDSA(hashes.SHA256()))

    chain = [x509.Certificate.load(row.public_bytes(serialization.Encoding.DER)) for row in certificate.chain]
    signer = LoadedKey(signing_cert=chain[0], cert_registry=SimpleCertificateStore.from_certs(chain))
    return signer, HEX_DIGITS * (sum(len(row.dump()) for row in chain) + REST_OF_SIGNATURE)


@dataclass(frozen=True)
class PdfSignature:
    """What a file's signature says. `fingerprint` and `signed_at` are empty where there is none."""

    is_ours: bool = False
    is_whole: bool = False
    fingerprint: str = ""
    signed_at: object = None


def read_signature(file: BinaryIO, *, known: Iterable[X509Certificate] | None = None) -> PdfSignature:
    """The PdfSignature of an open PDF. Any file may be given: one that is no PDF has none.

    `known`: certificates that we trust; by default all that ever signed here. `is_whole`: the signature fits the
    bytes and covers the file to its end.
    """
    from pyhanko.pdf_utils.reader import PdfFileReader

    known = known_certificates() if known is None else known
    ours = {fingerprint(certificate) for certificate in known}
    try:
        signatures = PdfFileReader(file, strict=False).embedded_signatures
        found = [_judged(signature, ours) for signature in signatures]
    except Exception:
        return PdfSignature()
    return next((row for row in found if row.is_ours), found[0] if found else PdfSignature())


def _judged(signature, ours):
    from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    print_ = signature.signer_cert.sha256.hex()
    signed_at = signature.self_reported_timestamp
    try:
        context = ValidationContext(
            trust_roots=[signature.signer_cert], allow_fetching=False, moment=signed_at, best_signature_time=signed_at
        )
        status = validate_pdf_signature(signature, context)
        is_whole = status.intact and status.valid and status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    except Exception:
        is_whole = False
    return PdfSignature(print_ in ours, is_whole, print_, signed_at)
