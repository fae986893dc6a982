"""Which release this is: said in `pyproject.toml` and nowhere else."""

import tomllib
from functools import lru_cache

from django.conf import settings


@lru_cache(maxsize=1)
def version() -> str:
    """«0.3.0.dev0»: between releases the next one, as it is being made."""
    return tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
