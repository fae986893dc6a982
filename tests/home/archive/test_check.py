"""Whether an archive is whole: whatever was changed, lost or slipped in is named."""

import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from home.archive.verification import archive_problems
from home.archive.writer import write_archive
from kit.files.storage import private_storage, random_name
from tests.home.archive.world import NOW


@pytest.fixture
def archive(people, tmp_path):
    company, content = people.company, b"logo"
    company.logo = private_storage().save(random_name("logo", ".png"), ContentFile(content))
    company.save()
    path = tmp_path / "archive.zip"
    with path.open("w+b") as file:
        write_archive(file, at=NOW, company="Café")
    return path


def test_the_command_says_that_all_adds_up(archive, capsys):
    call_command("check_archive", str(archive))
    said = capsys.readouterr().out
    assert "everything adds up" in said and "1 files" in said


def rewritten(path, change):
    """The same archive with some entries changed: `change(name, content)` gives bytes, or None to leave it out."""
    with zipfile.ZipFile(path) as bundle:
        content = {name: change(name, bundle.read(name)) for name in bundle.namelist()}
    with zipfile.ZipFile(path, "w") as bundle:
        for name, found in content.items():
            if found is not None:
                bundle.writestr(name, found)
    return list(archive_problems(path))


STAFF = "tables/people.StaffMember.jsonl"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda name, found: found.replace(b"P-narges", b"P-nobody") if name == STAFF else found, "not what was writ"),
        (lambda name, found: found.split(b"\n", 1)[1] if name == STAFF else found, "rows, and the manifest says"),
        (lambda name, found: found + b"[1]\n" if name == STAFF else found, "line 9 is no JSON object"),
        (lambda name, found: None if name == STAFF else found, "cannot be read"),
        (lambda name, found: b"other" if name.startswith("files/") else found, "is not what was written"),
        (lambda name, found: None if name.startswith("files/") else found, "is missing"),
        (lambda name, found: found + b"\n" if name == "files.jsonl" else found, "files.jsonl is not what"),
    ],
)
def test_whatever_was_changed_is_named(archive, change, said):
    assert any(said in problem for problem in rewritten(archive, change))


def test_what_was_slipped_in_is_named(archive):
    with zipfile.ZipFile(archive, "a") as bundle:
        bundle.writestr("files/00/slipped", b"x")
    assert list(archive_problems(archive)) == ["files/00/slipped is named nowhere"]


def test_a_file_that_the_store_lost_is_told(people, tmp_path, capsys):
    people.company.logo = "logo/00/gone.png"
    people.company.save()
    path = tmp_path / "archive.zip"
    with path.open("w+b") as file:
        manifest = write_archive(file, at=NOW, company="Café")
    assert manifest["files"]["missing"] == 1
    with pytest.raises(CommandError, match="was missing when the archive was made"):
        call_command("check_archive", str(path))


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip at all"])
def test_no_archive_at_all_is_said_to_be_none(tmp_path, content):
    path = tmp_path / "archive.zip"
    path.write_bytes(content)
    with pytest.raises(CommandError, match="no archive"):
        call_command("check_archive", str(path))
