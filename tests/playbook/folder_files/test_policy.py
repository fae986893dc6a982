"""The complaint policy goes out and comes back with its steps, its authority table and the public lane."""

import io

import pytest
from django.utils import timezone
from django.utils.translation import override

from playbook.actions.folder_import import import_folder
from playbook.editions.snapshot import take_snapshot
from playbook.errors import FolderFileWrong
from playbook.files.exports import folder_json, folder_xlsx
from playbook.files.kind import read_folder_file
from playbook.files.plan import plan_folder
from playbook.models import CodeLedger, ComplaintPolicyPage, StandardPage, TouchpointPage
from tests.factories.playbook import EditionFactory
from tests.playbook.folder_files.rows import (
    AGAIN,
    GREETS,
    ORDER,
    PUBLICLY,
    STEPS,
    VOUCHER,
    bring,
    of_cells,
    problems,
    table,
)

CHECK = {"check_question_fa": "چه می‌گویید؟", "check_right_fa": "سلام", "check_wrong_fa": "هیچ\nبعدی"}


def test_the_policy_comes_with_its_six_steps(author, people):
    steps = [
        {"kind": "step", "code": str(n), "do_fa": f"کار {n}", "do_en": f"Do {n}", "minutes": "۵"} for n in range(1, 7)
    ]
    assert plan_folder(table(*steps[:5])).problems
    bring(author, *steps)
    fa, en = (page for page in ComplaintPolicyPage.objects.order_by("path"))
    assert [step.do for step in en.steps.all()] == [f"Do {n}" for n in range(1, 7)]
    assert [a.translation_key for a in fa.steps.all()] == [b.translation_key for b in en.steps.all()]
    assert fa.steps.first().time_limit_minutes == 5


def test_the_authority_table_and_the_public_lane_come_with_the_steps(author, people):
    bring(author, *STEPS, AGAIN | {"roles": people.barista.code}, VOUCHER, PUBLICLY)
    fa, en = ComplaintPolicyPage.objects.order_by("path")
    first, second = fa.authority.all()
    assert (first.role, first.per_case, first.per_customer, first.per_month) == (
        people.barista,
        1_500_000,
        None,
        30_000_000,
    )
    assert (second.role, second.per_case, second.remedy) == (None, None, "بن دیدار بعد")
    (twin,) = en.authority.all()
    assert (twin.remedy, twin.translation_key, twin.per_month) == ("Make it again", first.translation_key, 30_000_000)
    assert (fa.public_do, en.public_do, fa.public_minutes, en.public_minutes) == (
        "زود جواب دهید",
        "Answer soon",
        30,
        30,
    )
    frozen = take_snapshot(EditionFactory())
    assert [(row.remedy_fa, row.currency) for row in frozen.authority] == [
        ("تازه درست کنید", "IRR"),
        ("بن دیدار بعد", "IRR"),
    ]


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_whole_policy_goes_out_and_in_and_out_the_same(author, people, language):
    bring(author, ORDER, GREETS | CHECK, *STEPS, AGAIN, VOUCHER, PUBLICLY)
    before = folder_json()
    with override(language):
        workbook = folder_xlsx()
    for file in (workbook, before):
        plan = import_folder(file=read_folder_file(io.BytesIO(file)), by=author, at=timezone.now())
        assert plan.counts == {"new": 0, "changed": 0, "same": 11, "wrong": 0}
    assert folder_json() == before
    for model in (StandardPage, ComplaintPolicyPage, TouchpointPage):
        for page in model.objects.order_by("-path"):
            page.delete()
    CodeLedger.objects.all().delete()
    import_folder(file=read_folder_file(io.BytesIO(workbook)), by=author, at=timezone.now())
    assert folder_json() == before


def test_a_line_is_changed_by_its_number_and_its_neighbours_stay(author, people):
    bring(author, *STEPS, AGAIN, VOUCHER, PUBLICLY)
    keys = [line.translation_key for line in ComplaintPolicyPage.objects.first().authority.all()]
    row = {"kind": "authority", "code": "2", "remedy_en": "A voucher", "per_case": "500000", "currency": "IRR"}
    brought = of_cells(row)
    plan = import_folder(file=brought, by=author, at=timezone.now())
    assert plan.to_write[0].fields == ["remedy_en", "per_case", "currency"]
    fa, en = ComplaintPolicyPage.objects.order_by("path")
    assert [line.translation_key for line in fa.authority.all()] == keys
    assert [(line.remedy, line.per_case) for line in en.authority.all()] == [
        ("Make it again", 1_500_000),
        ("A voucher", 500_000),
    ]
    assert fa.steps.count() == 6 and fa.public_minutes == 30


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (AGAIN | {"code": ""}, "40"),
        (AGAIN | {"code": "7"}, ""),
        (AGAIN | {"remedy_fa": ""}, ""),
        (AGAIN | {"remedy_en": "x" * 201}, "200"),
        (AGAIN | {"roles": "NOBODY"}, "NOBODY"),
        (AGAIN | {"per_case": "1.5"}, ""),
        (AGAIN | {"per_case": "-1"}, ""),
        (AGAIN | {"per_case": "9" * 16}, ""),
        (AGAIN | {"per_month": "10"}, ""),
        (AGAIN | {"currency": "EUR"}, "IRR"),
        (AGAIN | {"currency": ""}, "IRR"),
        (PUBLICLY | {"do_fa": ""}, ""),
        (PUBLICLY | {"minutes": "soon"}, ""),
        (PUBLICLY | {"say_fa": "x" * 1001}, "1000"),
    ],
)
def test_each_problem_of_the_policy_stands_beside_its_row(people, row, said):
    with override("en"):
        found = problems(*STEPS, row)
    assert len(found) == 1
    assert said in found[0]


def test_authority_without_any_policy_and_twice_the_lane_are_refused(author, people):
    assert len(problems(AGAIN)) == len(problems(PUBLICLY)) == 1
    assert len(problems(*STEPS, PUBLICLY, PUBLICLY | {"do_fa": "دیگر"})) == 1
    with pytest.raises(FolderFileWrong):
        bring(author, *STEPS, PUBLICLY, AGAIN, VOUCHER | {"code": "3"})
    assert ComplaintPolicyPage.objects.count() == 0


def test_a_policy_with_unpublished_changes_takes_no_new_line(author, people):
    bring(author, *STEPS)
    page = ComplaintPolicyPage.objects.first()
    page.public_do = "پیش‌نویس"
    page.save_revision()
    assert len(problems(AGAIN)) == len(problems(PUBLICLY)) == 1
