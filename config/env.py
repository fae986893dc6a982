"""The only reader of the environment."""

from pathlib import Path

from environs import Env

env = Env()

BASE_DIR = Path(__file__).resolve().parent.parent

# Everything that a run writes: database, media, private files, logs.
VAR_DIR = Path(env.str("HAVADAR_VAR", str(BASE_DIR / "var")))
