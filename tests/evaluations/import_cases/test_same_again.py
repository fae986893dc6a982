"""Past evaluations from files, case e06: the same rows a second time."""

import pytest

from evaluations.models import Evaluation
from kit.audit.models import AuditEntry
from tests.evaluations.import_cases.mappings import TRIAL, bring, case, refused, said

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("source", ["old.csv", "sorted.csv"])
def test_e06_sorted_otherwise_the_second_run_changes_nothing(source):
    bring(case("e06-sorted-a"))
    entries = AuditEntry.objects.count()
    again = bring(case("e06-sorted-b"), source=source)
    assert again.evaluations == ()
    assert again.plan.count("unchanged") == 2
    assert (Evaluation.objects.count(), AuditEntry.objects.count()) == (2, entries)


def test_e06_equal_rows_are_as_many_as_there_are():
    rows = "code,name,date,greets,smiles\n" + "W1,A,2024-01-05,Yes,No\n" * 2
    assert len(bring(rows).evaluations) == 2
    assert len(bring(rows + "W1,A,2024-01-05,Yes,No\n").evaluations) == 1


def test_e06_a_corrected_row_is_refused_and_named():
    first = bring(case("e06-sorted-a")).evaluations[0]
    plan = refused(case("e06-sorted-b").replace(b"W1,A,2024-01-05,Yes,No", b"W1,A,2024-01-05,Yes,Yes"))
    (problem,) = said(plan)
    assert problem == f"imported before with other values, as {first.number}; correct it on the evaluation's own page"


def test_e06_rows_are_recognised_by_an_identity_column():
    own = TRIAL + '[identity]\ncolumns = ["code"]\n'
    first = bring(case("e06-sorted-a"), own).evaluations[0]
    plan = refused(case("e06-sorted-b").replace(b"W1,A,2024-01-05,Yes", b"W1,A,2024-02-05,Yes"), own, source="b.csv")
    assert said(plan) == [
        f"imported before with other values, as {first.number}; correct it on the evaluation's own page"
    ]
    twice = "code,name,date,greets,smiles\nN,A,2024-01-05,Yes,No\nN,A,2024-01-06,Yes,No\n"
    assert said(refused(twice, own, source="c.csv")) == ["another row of the file has the same identity"]


def test_e06_equal_rows_of_another_file_are_others_if_the_mapping_says_so():
    own = TRIAL + "[identity]\neach_file = true\n"
    bring(case("e06-sorted-a"), own)
    assert len(bring(case("e06-sorted-b"), own, source="next-year.csv").evaluations) == 2


def test_e06_a_column_that_the_mapping_does_not_read_may_come_and_go():
    bring(case("e06-sorted-a"))
    head, *rows = case("e06-sorted-a").decode().splitlines()
    wider = "\n".join([head + ",note", *(row + ",hello" for row in rows)])
    assert bring(wider).evaluations == ()
