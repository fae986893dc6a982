"""The apps of the house and how they stand on each other, read from where import-linter reads it: `pyproject.toml`.

python -m config.floors     their names, the top one first, for scripts
"""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def _layers() -> list[str]:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return declared["tool"]["importlinter"]["contracts"][0]["layers"]


# The top one first; apps that never meet share a floor.
FROM_THE_TOP = [[app.strip() for app in layer.split("|")] for layer in _layers()]
# Every app, and every app with the number of its floor: the lowest first.
APPS = tuple(app for floor in FROM_THE_TOP for app in floor)[::-1]
FLOORS = {app: number for number, floor in enumerate(reversed(FROM_THE_TOP)) for app in floor}

if __name__ == "__main__":
    print("\n".join(reversed(APPS)))
