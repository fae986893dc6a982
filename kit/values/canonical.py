"""One way to write a value down, so that a hash of it means something for years."""

import hashlib
import json
from typing import NoReturn


def canonical_json(value: object) -> str:
    """JSON with sorted keys, no spaces, unescaped Unicode; floats are refused (use integers)."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_refuse, allow_nan=False
    )


def content_hash(value: object) -> str:
    """SHA-256 in hexadecimal of the canonical JSON of `value`."""
    return hashlib.sha256(canonical_json(_without_floats(value)).encode()).hexdigest()


def _refuse(value: object) -> NoReturn:
    raise TypeError(f"{type(value).__name__} has no canonical form; write it as text or an integer")


def _without_floats(value: object) -> object:
    if isinstance(value, float):
        _refuse(value)
    if isinstance(value, dict):
        return {key: _without_floats(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_without_floats(item) for item in value]
    return value
