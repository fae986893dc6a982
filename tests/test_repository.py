"""What stands in the repository holds for whoever clones it."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from tools import permissions

ROOT = Path(__file__).resolve().parent.parent
# Put together here, so that this file does not name what it looks for.
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:" + "|".join(["work", "root", "Users", "home/[a-z]+", "opt/py"]) + r")/")
REGISTRIES = re.compile("|".join(["index" + "-url", "art" + "ifactory", "mir" + r"rors?\.[a-z]+\."]))
UNFINISHED = re.compile(r"\b(?:" + "|".join(["TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK"]) + r")\b")
TEXT = {".py", ".html", ".txt", ".md", ".toml", ".css", ".js", ".json", ".yml", ".po", ""}


def tracked():
    if not (ROOT / ".git").exists():
        left_out = {".venv", "var", "__pycache__"}
        return [path for path in ROOT.rglob("*") if path.is_file() and not left_out & set(path.parts)]
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name]


@pytest.fixture(scope="module")
def texts():
    """{path in the repository: its text}, of everything that is written by hand."""
    files = [path for path in tracked() if path.suffix in TEXT and "vendor" not in path.parts and path.is_file()]
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in files}


def finds(texts, pattern, without=()):
    lines = [(name, number, line) for name, text in texts.items() for number, line in enumerate(text.splitlines(), 1)]
    return [f"{name}:{number}" for name, number, line in lines if name not in without and pattern.search(line)]


def test_nothing_names_a_machine(texts):
    assert finds(texts, MACHINE_PATHS) == []
    assert finds(texts, REGISTRIES) == []


def test_nothing_is_left_unfinished(texts):
    assert finds(texts, UNFINISHED) == []


@pytest.mark.parametrize("script", ["bin/setup", "bin/run", "bin/test", ".ci/run", "manage.py"])
def test_scripts_can_be_run_and_are_sound(script):
    assert os.access(ROOT / script, os.X_OK)
    if not script.endswith(".py"):
        subprocess.run(["bash", "-n", ROOT / script], check=True)


@pytest.mark.parametrize("script", ["bin/setup", "bin/run", "bin/test"])
def test_scripts_explain_themselves_from_any_folder(script, tmp_path):
    told = subprocess.run([ROOT / script, "--help"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert told.stdout.startswith(script)
    assert told.stderr == ""


def test_a_wrong_argument_is_refused_in_one_line(tmp_path):
    told = subprocess.run([ROOT / "bin/run", "--nonsense"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert told.stderr.count("\n") == 1


def test_what_the_documents_name_is_there(texts):
    named = {
        (document, path)
        for document, text in texts.items()
        if document.endswith(".md") and document != "CHANGELOG.md"
        for path in re.findall(r"(?:`|\]\()((?:bin|docs|\.ci|tests|tools|config|evaluations)/[\w./-]+)", text)
    }
    assert [f"{document}: {path}" for document, path in sorted(named) if not _stands(document, path)] == []


def _stands(document, path):
    return (ROOT / path).exists() or (ROOT / document).parent.joinpath(path).exists()


def test_commands_of_the_documents_exist(texts):
    from django.core.management import get_commands

    documents = "\n".join(text for name, text in texts.items() if name.endswith(".md"))
    assert set(re.findall(r"manage\.py (\w+)", documents)) <= set(get_commands())


def test_variables_of_the_environment_are_explained(texts):
    read = {
        name
        for path, text in texts.items()
        if path.startswith("config/")
        for name in re.findall(r"""env\.\w+\(\s*"([A-Z_0-9]+)\"""", text)
    }
    assert sorted(name for name in read if f"`{name}`" not in texts["docs/operations.md"]) == []


def test_every_vendored_package_has_its_licence():
    packages = [folder for folder in (ROOT / "static" / "vendor").iterdir() if folder.is_dir()]
    assert packages
    assert [folder.name for folder in packages if not any(map(_is_licence, folder.iterdir()))] == []


def _is_licence(path):
    return path.name.upper().startswith(("LICENSE", "LICENCE", "COPYING", "OFL"))


def test_requirements_are_pinned(texts):
    lines = [line for name in ("requirements.txt", "requirements-dev.txt") for line in texts[name].splitlines()]
    loose = [line for line in lines if line and not line.startswith(("#", "-r")) and "==" not in line]
    assert loose == []


def test_no_test_is_skipped(texts):
    """Whatever a test needs lies in the repository or is installed: what is passed over proves nothing, unseen."""
    skipping = re.compile(
        r"pytest\.(?:mark\.)?(?:" + "|".join(["sk" + "ip", "sk" + "ipif", "xf" + "ail", "import" + "orskip"]) + r")\b"
    )
    assert finds({name: text for name, text in texts.items() if name.startswith("tests/")}, skipping) == []


def test_data_of_others_has_its_licence(texts):
    data = [path.name for path in (ROOT / "tests" / "data").iterdir() if path.suffix not in (".md", ".py", "")]
    assert [name for name in data if f"## {name}" not in texts["tests/data/README.md"]] == []
    assert "creativecommons.org/licenses/by/4.0" in texts["tests/data/README.md"]


def test_the_licence_is_bsd(texts):
    assert texts["LICENSE"].startswith("BSD 3-Clause License")


def test_the_page_of_permissions_is_current():
    assert permissions.PAGE.read_text(encoding="utf-8") == permissions.page(), "python tools/permissions.py"
