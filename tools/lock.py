"""requirements.txt -> requirements.lock, requirements-dev.txt -> requirements-dev.lock: every package, with hashes.

    python tools/lock.py                       after a change of requirements*.txt; all else keeps its version
    python tools/lock.py --upgrade             whatever requirements*.txt leaves open, at its newest
    python tools/lock.py --upgrade-package X   of those, only X

One file holds for Python 3.11 and newer on every kind of machine. It is made with uv (pip install uv), which nothing
else needs: bin/setup and bin/test install by pip as well.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Neither comments nor places: uv names no index unless it is asked to.
FLAGS = ("--universal", "--python-version=3.11", "--generate-hashes", "--no-annotate")
QUIET = ("--quiet", "--custom-compile-command=python tools/lock.py")


def main(*flags):
    beside = Path(sys.executable).with_name("uv")
    uv = str(beside) if beside.exists() else shutil.which("uv")
    if uv is None:
        print("uv is not installed: pip install uv", file=sys.stderr)
        return 2
    # The tests' packages never move the product's.
    for name, bound in (("requirements", ()), ("requirements-dev", ("--constraints=requirements.lock",))):
        asked = [uv, "pip", "compile", *FLAGS, *QUIET, *flags, *bound, f"{name}.txt", f"--output-file={name}.lock"]
        if code := subprocess.run(asked, cwd=ROOT, check=False).returncode:
            return code
    return 0


if __name__ == "__main__":
    if {"-h", "--help"} & set(sys.argv):
        print(__doc__)
        sys.exit()
    sys.exit(main(*sys.argv[1:]))
