"""requirements.txt names what the product uses, requirements-dev.txt what the suite and the tools use besides, and
nothing more; the locks pin these and all that they need in turn, with hashes.
"""

import re
import sys
from collections import defaultdict
from importlib.metadata import packages_distributions

import pytest

from tests.test_repository import ROOT, tracked

OURS = {path.stem for path in ROOT.iterdir() if path.is_dir() or path.suffix == ".py"}
# Imported nowhere and named by no setting: where each does its work, and by what words one sees it there.
AT_WORK = {
    "djade": (".ci/run", "bin/djade"),
    "django-stubs": ("pyproject.toml", "mypy_django_plugin.main"),
    "djangofmt": (".ci/run", "bin/djangofmt"),
    "gunicorn": ("bin/run", "bin/gunicorn"),
    "mypy": (".ci/run", "bin/mypy"),
    "oidc-provider-mock": ("tests/people/single_sign_on/provider.py", '"-m", "oidc_provider_mock"'),
    "psycopg": ("bin/setup", "DATABASE_URL  another database, such as postgres://"),
    "pytest-playwright": ("tests/journeys/conftest.py", "def browser_type_launch_args("),
    "pytest-xdist": ("bin/test", "-m pytest -n"),
    "ruff": (".ci/run", "bin/ruff"),
}
# What bin/setup runs: it has the product's packages alone.
TOOLS_OF_THE_PRODUCT = {"tools/messages.py", "tools/translations.py"}
# The one place that may know how allauth is made inside.
INSIDE = "people/accounts/allauth_inside.py"
# Whole lines, wherever they stand: a syntax tree of every file would take the suite four seconds.
IMPORT = re.compile(r"^[ \t]*(?:from ([\w.]+) import |import ([\w.]+(?:, [\w.]+)*)(?: as \w+)?(?: *#.*)?$)", re.M)
ENTRY = re.compile(r"^[a-z0-9][\w.-]*==\S+(?: ; [^\\\n]+)? ?(?:\\\n    --hash=sha256:[0-9a-f]{64} ?)+$", re.M)


def canonical(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(name):
    """{canonical name: versions} of a file of requirements or of a lock."""
    found = defaultdict(set)
    for package, version in re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==(\S+)", (ROOT / name).read_text(), re.M):
        found[canonical(package)].add(version)
    return found


PRODUCT, SUITE = pinned("requirements.txt"), pinned("requirements-dev.txt")


@pytest.fixture(scope="module")
def imports():
    """[(file, module)]: every import of what is neither ours nor Python's own, wherever it stands in the file."""
    found = set()
    for path in (path for path in tracked() if path.suffix == ".py"):
        name = path.relative_to(ROOT).as_posix()
        lines = IMPORT.findall(path.read_text(encoding="utf-8"))
        found |= {(name, module) for one, several in lines for module in (one or several).split(", ")}
    ours = OURS | set(sys.stdlib_module_names)
    return sorted((name, module) for name, module in found if module.partition(".")[0] not in ours)


@pytest.fixture(scope="module")
def distributions():
    """{top-level module: canonical names of the packages that bring it}, of what is installed."""
    return {module: {canonical(name) for name in names} for module, names in packages_distributions().items()}


def is_of_the_suite(file):
    return file.startswith(("tests/", "tools/")) and file not in TOOLS_OF_THE_PRODUCT


def test_what_is_imported_is_declared(imports, distributions):
    undeclared = [
        f"{file}: {module}"
        for file, module in imports
        if not distributions.get(module.partition(".")[0], set()) & _declared_for(file)
    ]
    assert undeclared == []


def _declared_for(file):
    return {*PRODUCT, *SUITE} if is_of_the_suite(file) else {*PRODUCT}


def test_what_is_declared_is_used(imports, distributions):
    settings = (ROOT / "config/settings/base.py").read_text()
    in_settings = {name.partition(".")[0] for name in re.findall(r'"([a-z][\w.]+)"', settings)}
    by_product = {module.partition(".")[0] for file, module in imports if not is_of_the_suite(file)} | in_settings
    by_suite = {module.partition(".")[0] for file, module in imports if is_of_the_suite(file)}
    idle = [name for name in PRODUCT if not _is_used(name, by_product, distributions)]
    idle += [name for name in SUITE if not _is_used(name, by_suite, distributions)]
    assert idle == []


def _is_used(name, modules, distributions):
    if name in AT_WORK:
        file, words = AT_WORK[name]
        return words in (ROOT / file).read_text()
    return any(name in distributions.get(module, set()) for module in modules)


def test_those_that_work_unseen_are_declared_and_nobody_imports_them(imports, distributions):
    imported = {name for _, module in imports for name in distributions.get(module.partition(".")[0], set())}
    assert set(AT_WORK) <= {*PRODUCT, *SUITE}
    assert set(AT_WORK) & imported == set()


def test_nothing_is_declared_twice():
    assert set(PRODUCT) & set(SUITE) == set()
    assert [line for line in _lines("requirements-dev.txt") if line.startswith("-")] == ["-r requirements.txt"]


def _lines(name):
    return (ROOT / name).read_text().splitlines()


def test_the_locks_pin_what_is_declared_at_the_same_version():
    product, suite = pinned("requirements.lock"), pinned("requirements-dev.lock")
    assert {name: product[name] for name in PRODUCT} == PRODUCT, "python tools/lock.py"
    assert {name: suite[name] for name in SUITE} == SUITE, "python tools/lock.py"
    assert {name: suite[name] for name in product} == product, "the suite runs on what the product is served with"


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_knows_every_package_by_its_hash_and_names_no_place(name):
    text = (ROOT / name).read_text()
    entries = ENTRY.findall(text)
    assert len(entries) == sum(map(len, pinned(name).values())) > len(PRODUCT)
    rest = [line for line in text.splitlines() if not re.match(r"#|    --hash=|[a-z0-9][\w.-]*==", line)]
    assert (rest, "://" in text) == ([], False)


def test_the_locks_are_what_is_installed():
    assert "prepare_environment requirements.lock" in _lines("bin/setup")
    assert "prepare_environment requirements-dev.lock" in _lines("bin/test")
    installing = [line for line in _lines("bin/_common") if "pip install" in line and "-r" in line]
    assert [line for line in installing if "--require-hashes -r" not in line] == []
    assert len(installing) == 2


def test_what_is_private_to_allauth_is_taken_in_one_place(imports):
    private = {file for file, module in imports if re.match(r"allauth\..*\binternal\b", module)}
    assert private == {INSIDE}
