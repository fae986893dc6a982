"""Past evaluations from files, cases e01 and e02: nothing was answered, and the words for it."""

import pytest
from django.core.management import CommandError, call_command

from evaluations.models import Answer, Evaluation
from kit.audit.models import AuditEntry
from tests.evaluations.import_cases.mappings import CASES, TRIAL, bring, case, refused, said, values

pytestmark = pytest.mark.django_db


# e01: nothing was answered --------------------------------------------------------------------------------------------


def test_e01_an_evaluation_without_any_answer_is_refused():
    plan = refused(case("e01-empty-answers"))
    assert said(plan) == ["no answers: all 2 are empty"]
    assert not Evaluation.objects.exists()


def test_e01_or_left_out_and_named_if_the_importer_says_so():
    imported = bring(case("e01-empty-answers"), without_answers="leave-out")
    assert [row.subject.code for row in imported.evaluations] == ["V2"]
    told = {row.row.subject["code"]: (row.status, row.notes) for row in imported.plan.rows}
    assert told == {"V1": ("empty", ("no answers: all 2 are empty",)), "V2": ("new", ("1 of 2 answers empty",))}
    assert AuditEntry.objects.get(verb="evaluations.imported").detail["left_out"] == 1
    assert not Evaluation.objects.filter(score=None).exists()


def test_e01_the_command_says_both(capsys):
    files = (CASES / "e01-empty-answers.csv", "--map", str(CASES / "e-trial.toml"))
    with pytest.raises(CommandError):
        call_command("import_evaluations", *files)
    assert "row 2: no answers: all 2 are empty" in capsys.readouterr().out
    call_command("import_evaluations", *files, "--without-answers", "leave-out")
    out = capsys.readouterr().out
    assert "row 3: 1 of 2 answers empty" in out
    assert "1 rows imported, 0 unchanged, 0 with problems, 1 without answers left out" in out


# e02: words for missing -----------------------------------------------------------------------------------------------


def test_e02_words_for_missing_did_not_arise_and_case_does_not_matter():
    assert values(bring(case("e02-words-for-missing"))) == [[10000, None], [10000, None], [0, None]]
    assert list(Answer.objects.filter(value=None).values_list("is_na", flat=True)) == [True] * 3


@pytest.mark.parametrize("word", ["—", "ندارد", "n/A", "NULL", "", " - ", "#N/A", "پیش‌نیامد"])
def test_e02_every_usual_word(word):
    assert values(bring(f"code,name,date,greets,smiles\nX,A,2024-01-05,Yes,{word}\n")) == [[10000, None]]


def test_e02_the_mapping_may_name_its_own_and_a_word_on_the_scale_is_an_answer():
    own = TRIAL.replace('code = "trial"', 'code = "trial"\nmissing = ["Ask Bob", "no"]', 1)
    rows = "code,name,date,greets,smiles\nX,A,2024-01-05,ask BOB,no\n"
    assert values(bring(rows, own)) == [[None, 0]]
    assert said(refused(rows.replace("X,A", "Y,B"), source="b.csv")) == [
        "column “greets”: “ask BOB” is not on the scale"
    ]
