"""Past evaluations from files, case e08: the dry run says all."""

import contextlib
import random
import re

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.utils import timezone

from evaluations.importing.execution import rehearsed
from evaluations.importing.mapping import MappingError, read_mapping
from evaluations.importing.plan import plan_import
from evaluations.models import Evaluation, ImportBatch, Scale, Scorecard
from evaluations.verification import problems as verified
from kit.audit.models import AuditEntry
from kit.reader import reading_as
from people.models import Branch, JobRole, StaffMember, Team
from playbook.models import FrozenStandard
from tests.evaluations.import_cases.mappings import (
    CASES,
    LONG,
    STORES,
    TRIAL,
    TWO_SCALES,
    bring,
    broken,
    case,
    inputs,
    refused,
    said,
)
from tests.factories.playbook import frozen_edition

pytestmark = pytest.mark.django_db


def rehearse(content, mapping=TRIAL, **options):
    return rehearsed(plan_import(**inputs(content, mapping, **options)), by=None, at=timezone.now())


def test_e08_the_dry_run_writes_nothing():
    assert rehearse(case("e06-sorted-a")).is_good
    for model in (Evaluation, StaffMember, Scale, Scorecard, Branch, Team, JobRole, ImportBatch, AuditEntry):
        assert not model.objects.exists()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("value = 10000", "value = 9000", "The first step is worth 100 percent"),
        ("value = 0", "value = 10000", "The first step is worth 100 percent"),
        ("is_pass = true", "is_pass = false", "never a fail"),
        ('label_fa = "نه"', 'label_fa = "بله"', "two outcomes are called “بله”"),
        ('answer = "No"', 'answer = "YES"', "is mapped twice"),
        ('column = "smiles"', 'column = "GREETS"', "The column greets is mapped twice"),
        ('label_fa = "نه"', f'label_fa = "{"ن" * 41}"', "longer than 40"),
        ('title_fa = "آزمایش"', f'title_fa = "{"ن" * 121}"', "longer than 120"),
        ("value = 10000", "value = 10000000000000000000000", "whole number"),
        ("starts_on = 2024-01-01", "starts_on = 2025-06-01", "starts_on before ends_on"),
        ("starts_on = 2024-01-01", 'starts_on = "yesterday"', "starts_on is not a date"),
        ("starts_on = 2024-01-01", "starts_on = 0001-01-01", "starts_on is not a date"),
        ('code = "trial"', 'code = "tri al"', "letters, digits and hyphens"),
        ('column = "date"', "column = [1]", "column holds a value of the wrong kind"),
        ("[subject]", "[person]", r"\[subject\] is missing"),
        ('code = "{code}"', "code = {}", "wrong kind"),
        ("[[criterion]]", "[criterion]", "TOML"),
        ("[date]", "[date", "TOML"),
    ],
)
def test_e08_a_wrong_mapping_is_told_before_anything_is_tried(old, new, says):
    with pytest.raises(MappingError, match=says):
        read_mapping(TRIAL.replace(old, new, 1))


def test_e08_everything_that_is_wrong_is_told_at_once():
    with pytest.raises(MappingError) as wrong:
        read_mapping("code = 5\n[[criterion]]\nweight = 0\n[[scale]]\nkind = 'number'\nlowest = 'x'\n")
    assert len(wrong.value.problems) > 6


def test_e08_a_standard_that_nobody_knows_is_told(people):
    frozen_edition(standards=1)
    code = FrozenStandard.objects.get().code
    assert said(rehearse(case("e06-sorted-a"), citing(code, "NOPE-01"))) == [
        "the edition in force has no standard NOPE-01"
    ]


def citing(greets, smiles):
    """TRIAL with the codes of standards of the folder, None: none."""
    mapping = TRIAL
    for column, code in (("greets", greets), ("smiles", smiles)):
        named = f'column = "{column}"'
        mapping = mapping.replace(named, f'{named}\nstandard = "{code}"') if code else mapping
    return mapping


def test_e08_a_scorecard_is_of_one_edition(people):
    first, second = frozen_edition(standards=2).standards.order_by("position")
    for codes in ((first.code, None), (None, first.code)):
        with pytest.raises(MappingError, match="Either every criterion names a standard of the folder or none"):
            read_mapping(citing(*codes))
    imported = bring(case("e06-sorted-a"), citing(first.code, second.code))
    assert {row.edition_id for row in imported.evaluations} == {first.edition_id}
    assert list(verified()) == []


def test_e08_long_codes_and_other_places_under_the_same_code_are_no_problem():
    long = "a-code-that-is-as-long-as-it-may-be"
    for name in ("Trial", "Elsewhere", "Third"):
        mapping = TRIAL.replace('"trial"', f'"{long}"').replace('= "Trial"\nteam', f'= "{name}"\nteam')
        bring(case("e06-sorted-a").replace(b"W", name.encode()), mapping, source=f"{name}.csv")
    assert max(map(len, Branch.objects.values_list("code", flat=True))) <= 20
    assert Branch.objects.count() == 3
    other = TRIAL.replace('"trial"', f'"{long[:-1]}f"')
    bring(case("e06-sorted-a").replace(b"W", b"Z"), other, source="z.csv")
    assert Scorecard.objects.values("code").distinct().count() == 2


def test_e08_several_places_of_one_name_are_told():
    for n in (1, 2):
        Branch.objects.create(code=f"b{n}", name_fa="Trial")
    plan = rehearse(case("e06-sorted-a"))
    assert said(plan) == ["there are several branches called Trial; name one that is alone"]


def test_e08_a_name_that_is_too_long_is_told_and_not_cut():
    rows = f"code,name,date,greets,smiles\nX,{'A' * 81},2024-01-05,Yes,No\n"
    assert said(rehearse(rows)) == ["a name is longer than 80 characters ({name})"]


def test_e08_a_user_who_is_not_there_is_told_in_the_dry_run():
    with pytest.raises(CommandError, match="no user called nobody"):
        call_command(
            "import_evaluations",
            CASES / "e06-sorted-a.csv",
            "--map",
            str(CASES / "e-trial.toml"),
            "--dry-run",
            "--by",
            "nobody",
        )


def test_e08_what_only_writing_would_meet_is_told_too(monkeypatch):
    from evaluations.importing import foundations

    def clash(**facts):
        raise IntegrityError("UNIQUE constraint failed: x")

    monkeypatch.setattr(foundations, "draft_scorecard", clash)
    assert said(rehearse(case("e06-sorted-a"))) == ["it cannot be written: UNIQUE constraint failed: x"]
    assert said(refused(case("e06-sorted-a"))) == ["it cannot be written: UNIQUE constraint failed: x"]
    assert not Branch.objects.exists()


WORDS = re.compile(r"[A-Za-z]{4,}")


def test_e08_everything_is_said_in_the_readers_language():
    with reading_as("fa"):
        plan = plan_import(**inputs(case("e01-empty-answers").replace(b"Yes", b"7").replace(b"2024-01-05", b"?")))
        problems = said(plan)
        with pytest.raises(MappingError) as wrong:
            read_mapping(TRIAL.replace("value = 10000", "value = 9000"))
    assert len(problems) == 2
    for problem in (*problems, *wrong.value.problems):
        assert set(WORDS.findall(problem)) <= {"greets", "date", "outcome"}


@pytest.mark.parametrize("tens", range(20))
def test_e08_no_mapping_and_no_file_ends_in_a_traceback(tens, tmp_path):
    fallen = {seed: _fall(random.Random(seed), tmp_path) for seed in range(10 * tens, 10 * tens + 10)}
    assert {seed: fall for seed, fall in fallen.items() if fall} == {}


def _fall(chance, tmp_path):
    """What came out instead of a clear word, or nothing."""
    try:
        _try(chance, tmp_path)
    except Exception as problem:
        return repr(problem)
    return ""


def _try(chance, tmp_path):
    mapping = broken(chance, chance.choice([TRIAL, STORES, TWO_SCALES, LONG]).encode())
    file = broken(chance, case(chance.choice(["e01-empty-answers", "e03-percent", "e04-two-scales", "e05-long"])))
    (tmp_path / "m.toml").write_bytes(mapping)
    (tmp_path / "f.csv").write_bytes(file)
    for options in (("--dry-run",), ()):
        with contextlib.suppress(CommandError):
            call_command("import_evaluations", tmp_path / "f.csv", "--map", str(tmp_path / "m.toml"), *options)
