"""The only reader of the environment."""

import secrets
from pathlib import Path

from environs import Env

env = Env()

BASE_DIR = Path(__file__).resolve().parent.parent

# Everything that a run writes: database, media, private files, logs.
VAR_DIR = Path(env.str("HAVADAR_VAR", str(BASE_DIR / "var")))


def own_secret_key():
    """The key of this installation: made once, kept beside its database, read by its owner alone."""
    path = VAR_DIR / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"secret_key.{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50))
        _keep_first(fresh, path)
    return path.read_text().strip()


def _keep_first(fresh, path):
    """Two processes may start at once: the first key stays."""
    try:
        path.hardlink_to(fresh)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
