"""Opening a PKCS#12 file that somebody brings: it says itself how long that takes, so it is done apart. No Django."""

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.hazmat.primitives.serialization.pkcs12 import load_key_and_certificates

from kit.parsing.refusal import Refused

LARGEST_KEY, MOST_CERTIFICATES = 8192, 20  # bits


def unpack(content: bytes, password: str) -> dict[str, str | list[str]]:
    """{"key": PEM, "certificates": [PEM], the signer's first}. Raises Refused."""
    try:
        key, certificate, others = load_key_and_certificates(content, password.encode() or None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as problem:
        raise Refused("password") from problem
    if key is None or certificate is None:
        raise Refused("empty")
    if getattr(key, "key_size", 0) > LARGEST_KEY or len(others) > MOST_CERTIFICATES:
        raise Refused("answer")
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    chain = [each.public_bytes(Encoding.PEM).decode() for each in (certificate, *others)]
    return {"key": pem.decode(), "certificates": chain}
