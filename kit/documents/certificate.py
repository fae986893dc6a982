"""The company's certificate and its key: a real one named by the settings, or one of our own, made on first use.

Both lie in the private store as PEM, the key encrypted with a password that is derived from SECRET_KEY, so that every
worker machine signs with the same one. Every certificate that ever signed is kept: old documents stay verifiable.
"""

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.core.files.base import ContentFile

from kit.files.storage import private_storage
from kit.parsing.client import read_apart
from kit.parsing.refusal import Refused

OWN = "signing/company.pem"
LATER = re.compile(r"company-(\d+)\.pem")
KNOWN = "signing/certificates"
VALID_FOR = dt.timedelta(days=3650)
KEY_SIZE = 3072
LEAST_RSA = 2048


class CertificateRefused(ValueError):
    """Why a certificate cannot sign our documents; `reason`: password, empty, unread, expired, weak, purpose,
    fixed."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


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


def signing_certificate(*, name: str, at: dt.datetime) -> Certificate:
    """The certificate that signs now. `name`: the company's, for one that is made here."""
    if settings.SIGNING_CERTIFICATE:
        found = _from_settings()
    else:
        if not _newest():
            _keep_first(OWN, _new_pem(name, at))
        found = _opened(_read(_newest()), settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    _remember(found.signer)
    return found


def replace_certificate(*, pkcs12: bytes, password: str, at: dt.datetime) -> x509.Certificate:
    """Sign with the certificate of a PKCS#12 file from now on; returns it. Raises CertificateRefused.

    The key is kept as our own one is: in the private store, locked with a password derived from SECRET_KEY.
    """
    if is_fixed():
        raise CertificateRefused("fixed")
    key, certificate, others = _unpacked(pkcs12, password)
    _refuse_unfit(key, certificate, at)
    chain = [certificate, *others]
    pem = b"".join(row.public_bytes(serialization.Encoding.PEM) for row in chain) + _locked_key(key)
    _keep_first(f"signing/company-{_number(_newest()) + 1}.pem", pem)
    _remember(certificate)
    return certificate


def _unpacked(content, password):
    try:
        found = read_apart("kit.documents.pkcs12.unpack", content, is_secret=True, password=password)
    except Refused as refused:
        raise CertificateRefused(refused.code if refused.code in ("password", "empty") else "unread") from refused
    certificate, *others = (x509.load_pem_x509_certificate(pem.encode()) for pem in found["certificates"])
    return serialization.load_pem_private_key(found["key"].encode(), None), certificate, others


def _refuse_unfit(key, certificate, at):
    if not certificate.not_valid_before_utc <= at < certificate.not_valid_after_utc:
        raise CertificateRefused("expired")
    is_rsa, is_curve = isinstance(key, rsa.RSAPrivateKey), isinstance(key, ec.EllipticCurvePrivateKey)
    if not (is_rsa or is_curve) or key.key_size < (LEAST_RSA if is_rsa else 256):
        raise CertificateRefused("weak")
    try:
        uses = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return
    if not (uses.digital_signature or uses.content_commitment):
        raise CertificateRefused("purpose")


def current_certificate() -> x509.Certificate | None:
    """The signer's certificate as it is now, without making one; None before the first document was signed."""
    if settings.SIGNING_CERTIFICATE:
        return x509.load_pem_x509_certificate(Path(settings.SIGNING_CERTIFICATE).read_bytes())
    newest = _newest()
    return x509.load_pem_x509_certificate(_read(newest)) if newest else None


def made_up_certificate(*, name: str, at: dt.datetime) -> Certificate:
    """One that is kept nowhere, for trying and measuring."""
    return _opened(_new_pem(name, at), settings.SECRET_KEY)


def is_fixed() -> bool:
    """Named by the settings of the server: nothing can be replaced from a page."""
    return bool(settings.SIGNING_CERTIFICATE)


def known_certificates() -> list[x509.Certificate]:
    """Every certificate that ever signed here."""
    return [x509.load_pem_x509_certificate(_read(f"{KNOWN}/{name}")) for name in sorted(_names_in(KNOWN))]


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 in hexadecimal digits, as every viewer of PDFs shows it."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def _from_settings():
    chain = tuple(x509.load_pem_x509_certificates(Path(settings.SIGNING_CERTIFICATE).read_bytes()))
    password = settings.SIGNING_KEY_PASSWORD.encode() or None
    key = serialization.load_pem_private_key(Path(settings.SIGNING_KEY).read_bytes(), password)
    return Certificate(key, chain)


def _newest():
    """The name of the file that signs now; "" before the first document was signed."""
    ours = [f"signing/{name}" for name in _names_in("signing") if name == "company.pem" or LATER.fullmatch(name)]
    return max(ours, key=_number, default="")


def _names_in(folder):
    try:
        return private_storage().listdir(folder)[1]
    except FileNotFoundError:
        return []


def _number(name):
    """1 for the first, 2 for the one that replaced it, and so on; 1 also before there is any."""
    later = LATER.fullmatch(name.rpartition("/")[2])
    return int(later[1]) if later else 1


@lru_cache(maxsize=2)
def _opened(pem, *secrets):
    """The certificate and its key, unlocked once in a process: that takes longer than signing."""
    for secret in secrets:
        try:
            key = serialization.load_pem_private_key(pem, _password(secret))
        except ValueError:
            continue
        return Certificate(key, tuple(x509.load_pem_x509_certificates(pem)))
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
    return certificate.public_bytes(serialization.Encoding.PEM) + _locked_key(key)


def _locked_key(key):
    encryption = serialization.BestAvailableEncryption(_password(settings.SECRET_KEY))
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, encryption)


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
