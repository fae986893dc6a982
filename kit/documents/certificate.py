"""The company's certificate and its key: a real one named by the settings, or one of our own, made on first use.

Both lie in the private store as PEM, the key encrypted with a password that is derived from SECRET_KEY, so that every
worker machine signs with the same one. Every certificate that ever signed is kept: old documents stay verifiable.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.core.files.base import ContentFile

from kit.storage import private_storage

OWN = "signing/company.pem"
KNOWN = "signing/certificates"
VALID_FOR = dt.timedelta(days=3650)
KEY_SIZE = 3072


class SigningKeyLocked(Exception):
    """The stored key opens with no secret that we have: the old SECRET_KEY belongs into SECRET_KEY_FALLBACKS."""


@dataclass(frozen=True)
class Certificate:
    """The first certificate is the signer's; the others lead to its authority."""

    key: object
    chain: tuple

    @property
    def signer(self):
        return self.chain[0]


def signing_certificate(*, name, at):
    """The certificate that signs now. `name`: the company's, for one that is made here."""
    if settings.SIGNING_CERTIFICATE:
        found = _from_settings()
    elif private_storage().exists(OWN):
        found = _own()
    else:
        _keep_first(OWN, _new_pem(name, at))
        found = _own()
    _remember(found.signer)
    return found


def current_certificate():
    """The signer's certificate as it is now, without making one; None before the first document was signed."""
    if settings.SIGNING_CERTIFICATE:
        return x509.load_pem_x509_certificate(Path(settings.SIGNING_CERTIFICATE).read_bytes())
    return x509.load_pem_x509_certificate(_read(OWN)) if private_storage().exists(OWN) else None


def known_certificates():
    """Every certificate that ever signed here."""
    storage = private_storage()
    names = storage.listdir(KNOWN)[1] if storage.exists(KNOWN) else []
    return [x509.load_pem_x509_certificate(_read(f"{KNOWN}/{name}")) for name in sorted(names)]


def fingerprint(certificate):
    """SHA-256 in hexadecimal digits, as every viewer of PDFs shows it."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def _from_settings():
    chain = tuple(x509.load_pem_x509_certificates(Path(settings.SIGNING_CERTIFICATE).read_bytes()))
    password = settings.SIGNING_KEY_PASSWORD.encode() or None
    key = serialization.load_pem_private_key(Path(settings.SIGNING_KEY).read_bytes(), password)
    return Certificate(key, chain)


def _own():
    pem = _read(OWN)
    return Certificate(_unlocked(pem), tuple(x509.load_pem_x509_certificates(pem)))


def _unlocked(pem):
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return serialization.load_pem_private_key(pem, _password(secret))
        except ValueError:
            continue
    raise SigningKeyLocked("put the SECRET_KEY that the signing key was made with into SECRET_KEY_FALLBACKS")


def _password(secret):
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"havadar document signing")
    return derived.derive(secret.encode()).hex().encode()


def _new_pem(name, at):
    key = rsa.generate_private_key(65537, KEY_SIZE)
    names = (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME)
    subject = x509.Name([x509.NameAttribute(oid, name[:64] or "Havadar") for oid in names])
    draft = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    draft = draft.serial_number(x509.random_serial_number())
    draft = draft.not_valid_before(at - dt.timedelta(days=1)).not_valid_after(at + VALID_FOR)
    draft = draft.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    certificate = draft.add_extension(_signs_only(), critical=True).sign(key, hashes.SHA256())
    encryption = serialization.BestAvailableEncryption(_password(settings.SECRET_KEY))
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8)
    return certificate.public_bytes(serialization.Encoding.PEM) + key.private_bytes(*form, encryption)


def _signs_only():
    uses = ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign", "encipher_only")
    others = dict.fromkeys((*uses, "decipher_only"), False)
    return x509.KeyUsage(digital_signature=True, content_commitment=True, **others)


def _remember(certificate):
    name = f"{KNOWN}/{fingerprint(certificate)}.pem"
    if not private_storage().exists(name):
        _keep_first(name, certificate.public_bytes(serialization.Encoding.PEM))


def _keep_first(name, content):
    """Two workers may be first at once: what one of them wrote stays."""
    storage = private_storage()
    try:
        kept = storage.save(name, ContentFile(content))
    except FileExistsError:
        return
    if kept != name:
        storage.delete(kept)


def _read(name):
    with private_storage().open(name) as file:
        return file.read()
