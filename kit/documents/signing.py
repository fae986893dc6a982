"""Signing a PDF (PAdES) and looking at the signature of one. Only workers and commands come here: pyHanko is heavy."""

import io
from dataclasses import dataclass

from kit.documents.certificate import fingerprint, known_certificates, signing_certificate

FIELD = "Havadar"
MARK = "Havadar "


def sign_pdf(pdf, *, name, code, at):
    """The same document with an invisible signature over all of it. `name`: the company's, for its certificate.

    The code stands in the signature as plain bytes, where `checking` finds it without parsing the file.
    """
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
    return signers.sign_pdf(writer, metadata, signer=_signer(signing_certificate(name=name, at=at))).getvalue()


def _signer(certificate):
    from asn1crypto import keys, x509
    from cryptography.hazmat.primitives import serialization
    from pyhanko.sign import signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    der = serialization.Encoding.DER
    secret = certificate.key.private_bytes(der, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    chain = [x509.Certificate.load(row.public_bytes(der)) for row in certificate.chain]
    return signers.SimpleSigner(
        signing_cert=chain[0],
        signing_key=keys.PrivateKeyInfo.load(secret),
        cert_registry=SimpleCertificateStore.from_certs(chain),
    )


@dataclass(frozen=True)
class Signature:
    """What a file's signature says. `fingerprint` and `signed_at` are empty where there is none."""

    is_ours: bool = False
    is_whole: bool = False
    fingerprint: str = ""
    signed_at: object = None


def read_signature(file, *, known=None):
    """The Signature of an open PDF. Any file may be given: one that is no PDF has none.

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
        return Signature()
    return next((row for row in found if row.is_ours), found[0] if found else Signature())


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
    return Signature(print_ in ours, is_whole, print_, signed_at)
