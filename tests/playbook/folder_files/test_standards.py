"""The whole folder goes out as a file and comes back: all or nothing, nothing twice, no code given again."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from kit.audit.models import AuditEntry
from kit.importing.layouts import Brought, Record
from kit.spreadsheets import SpreadsheetError, read_table
from people.actions import change_organisation
from people.models import Organisation
from playbook.actions.folder_import import import_folder
from playbook.approval.queue import waiting_for
from playbook.editions.snapshot import take_snapshot
from playbook.errors import FolderFileWrong
from playbook.files.columns import NAMES
from playbook.files.exports import folder_json, folder_xlsx
from playbook.files.kind import read_folder_file
from playbook.files.plan import plan_folder
from playbook.models import CodeLedger, ComplaintPolicyPage, StandardPage, TouchpointPage
from tests.factories.playbook import EditionFactory, live_policy, live_standard, live_touchpoint
from tests.worlds import built_once

ORDER = {"kind": "touchpoint", "phase": "during", "touchpoint": "order", "title_fa": "سفارش", "title_en": "Order"}
GREETS = {
    "kind": "standard",
    "touchpoint": "order",
    "behaviour_fa": "سلام می‌کند.",
    "behaviour_en": "Greets.",
    "why_fa": "=بله",
    "body_fa": "<p>با <b>لبخند</b></p>",
    "measure": "سرعت",
    "critical": "بله",
    "roles": "",
    "review_days": "۳۰",
}
CHECK = {"check_question_fa": "چه می‌گویید؟", "check_right_fa": "سلام", "check_wrong_fa": "هیچ\nبعدی"}


def table(*rows):
    """As the folder's own JSON says it: every column is there."""
    return Brought([Record(number, {name: row.get(name, "") for name in NAMES}) for number, row in enumerate(rows, 1)])


def of_cells(row):
    """A file with these columns alone."""
    return Brought([Record(2, row)])


def bring(by, *rows):
    return import_folder(file=table(*rows), by=by, at=timezone.now())


def problems(*rows):
    return [problem for row in plan_folder(table(*rows)).rows for problem in row.problems]


@built_once
def author(mina):
    return mina.user


def test_a_folder_grows_out_of_a_file_in_both_languages(author, people):
    bring(author, ORDER, GREETS | {"roles": people.barista.code, "owner": "P-mina"})
    pages = {page.locale.language_code: page for page in StandardPage.objects.live().select_related("locale")}
    assert (pages["fa"].behaviour, pages["en"].behaviour) == ("سلام می‌کند.", "Greets.")
    assert pages["fa"].code == pages["en"].code == "DUR-01"
    assert pages["fa"].translation_key == pages["en"].translation_key
    assert (pages["fa"].is_critical, pages["fa"].review_interval_days, pages["fa"].measure) == (True, 30, "speed")
    assert list(pages["en"].roles.all()) == [people.barista]
    assert pages["fa"].caretaker.code == "P-mina"
    assert len(take_snapshot(EditionFactory()).standards) == 1


def test_what_a_file_brings_is_approved_like_what_is_typed(author, people):
    Organisation.objects.update(needs_second_eyes=True)
    touchpoint = live_touchpoint()
    page = live_standard(touchpoint, "سلام می‌کند.", "Greets.")[0]
    row = {"kind": "standard", "touchpoint": "order", "code": page.code, "behaviour_fa": "درود می‌گوید."}
    import_folder(file=of_cells(row), by=author, at=timezone.now())
    assert StandardPage.objects.get(pk=page.pk).behaviour == "سلام می‌کند."
    (text,) = waiting_for(people.armin.user)
    assert text.title == "درود می‌گوید."
    new = GREETS | {"behaviour_fa": "بدرقه می‌کند.", "behaviour_en": "Sees off.", "code": ""}
    bring(author, new)
    assert not StandardPage.objects.filter(behaviour="بدرقه می‌کند.", live=True).exists()
    assert len(waiting_for(people.armin.user)) == 2


@pytest.mark.parametrize("language", ["fa", "en"])
def test_out_and_in_again_changes_nothing(author, people, language):
    bring(author, ORDER, GREETS)
    live_policy()
    before = folder_json()
    with override(language):
        workbook = read_folder_file(io.BytesIO(folder_xlsx()))
    for brought in (workbook, read_folder_file(io.BytesIO(before))):
        plan = import_folder(file=brought, by=author, at=timezone.now())
        assert plan.counts == {"new": 0, "changed": 0, "same": 8, "wrong": 0}
    assert folder_json() == before
    assert AuditEntry.objects.filter(verb="folder.imported").count() == 1


def test_an_empty_folder_takes_the_file_of_another_and_gives_it_again(author, people):
    bring(author, ORDER, GREETS)
    live_policy()
    file = folder_json()
    for model in (StandardPage, ComplaintPolicyPage, TouchpointPage):
        for page in model.objects.order_by("-path"):
            page.delete()
    CodeLedger.objects.all().delete()
    import_folder(file=read_folder_file(io.BytesIO(file)), by=author, at=timezone.now())
    assert folder_json() == file


def test_the_same_file_without_codes_twice_makes_one_standard(author, people):
    bring(author, ORDER, GREETS)
    plan = bring(author, ORDER, GREETS)
    assert plan.to_write == [] and StandardPage.objects.count() == 2


def test_only_what_is_different_is_written_and_missing_columns_stay(author, people):
    live_standard(live_touchpoint(), "سلام می‌کند.", "Greets.", good="«سلام»")
    row = {"kind": "standard", "touchpoint": "order", "code": "DUR-01", "behaviour_en": "Says hello."}
    brought = of_cells(row)
    (row,) = plan_folder(brought).rows
    assert (row.state, row.fields) == ("changed", ["behaviour_en"])
    import_folder(file=brought, by=author, at=timezone.now())
    pages = {page.locale.language_code: page for page in StandardPage.objects.select_related("locale")}
    assert (pages["fa"].behaviour, pages["fa"].good, pages["en"].behaviour) == ("سلام می‌کند.", "«سلام»", "Says hello.")


def test_one_wrong_row_and_nothing_is_written(author, people):
    with pytest.raises(FolderFileWrong):
        bring(author, ORDER, GREETS, GREETS | {"behaviour_fa": "", "code": "DUR-09"})
    assert (TouchpointPage.objects.count(), StandardPage.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"touchpoint": "phone"}, "phone"),
        ({"behaviour_fa": ""}, ""),
        ({"code": "X-1"}, "BEF-03"),
        ({"roles": "NOBODY"}, "NOBODY"),
        ({"owner": "P-nobody"}, "P-nobody"),
        ({"measure": "beauty"}, "beauty"),
        ({"review_days": "3"}, "بازبینی"),
        ({"critical": "perhaps"}, ""),
        ({"behaviour_en": "x" * 251}, "رفتار"),
        ({"check_question_fa": "چه می‌کنید؟"}, ""),
    ],
)
def test_each_problem_stands_beside_its_row(people, fields, said):
    found = problems(ORDER, GREETS | fields)
    assert len(found) >= 1
    assert said in " ".join(found)


def test_a_code_of_a_deleted_standard_is_never_given_again(author, people):
    page = live_standard(live_touchpoint())[0]
    for each in page.get_translations(inclusive=True):
        each.delete()
    assert len(problems(GREETS | {"code": "DUR-01"})) == 1
    plan = bring(author, GREETS)
    assert plan.counts["new"] == 1
    assert set(StandardPage.objects.values_list("code", flat=True)) == {"DUR-02"}


def test_a_page_with_unpublished_changes_is_not_overwritten(author, people):
    page = live_standard(live_touchpoint(), "سلام می‌کند.", "Greets.")[0]
    page.behaviour = "پیش‌نویس"
    page.save_revision()
    row = {"kind": "standard", "touchpoint": "order", "code": "DUR-01", "behaviour_fa": "درود می‌گوید."}
    brought = of_cells(row)
    assert len(plan_folder(brought).rows[0].problems) == 1


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


STEPS = [{"kind": "step", "code": str(n), "do_fa": f"کار {n}", "do_en": f"Do {n}", "minutes": "5"} for n in range(1, 7)]
AGAIN = {
    "kind": "authority",
    "code": "1",
    "remedy_fa": "تازه درست کنید",
    "remedy_en": "Make it again",
    "per_case": "۱٬۵۰۰٬۰۰۰",
    "per_month": "30000000",
    "currency": "irr",
}
VOUCHER = {"kind": "authority", "code": "2", "remedy_fa": "بن دیدار بعد"}
PUBLICLY = {"kind": "lane", "do_fa": "زود جواب دهید", "do_en": "Answer soon", "minutes": "30"}


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


NUL = b'{"format": "havadar-folder-1", "rows": [{"title_fa": "\\u0000"}]}'


@pytest.mark.parametrize("content", [b"{}", b'{"format": "havadar-folder-1", "rows": [[1]]}', b'{"format"', NUL])
def test_a_foreign_file_is_refused_in_a_sentence(content, db):
    with pytest.raises(SpreadsheetError):
        read_folder_file(io.BytesIO(content + b" "))


def test_mina_brings_a_file_looks_and_confirms(author, mina, people, client_for):
    client = client_for(mina)
    content = json.dumps({"format": "havadar-folder-1", "rows": [ORDER, GREETS]}).encode()
    answer = client.post(reverse("playbook:folder_import"), {"file": SimpleUploadedFile("folder.json", content)})
    assert StandardPage.objects.count() == 0
    page = client.get(answer.url).content.decode()
    assert "سلام می‌کند." in page
    client.post(answer.url)
    assert StandardPage.objects.live().count() == 2
    assert client.post(answer.url).status_code == 404


def test_planning_asks_the_same_for_one_and_for_thirty_rows(author, people):
    live_touchpoint()

    def queries(count):
        rows = [GREETS | {"behaviour_fa": f"سلام {n} می‌کند."} for n in range(count)]
        with CaptureQueriesContext(connection) as asked:
            plan_folder(table(*rows))
        return len(asked)

    assert queries(30) == queries(1)


def test_a_number_of_five_thousand_digits_is_a_problem_of_its_row(author, people):
    live_policy()
    assert problems({"kind": "authority", "code": "9" * 5000, "remedy_fa": "یک نوشیدنی"})
    assert problems({"kind": "step", "code": "9" * 5000, "do_fa": "گوش"})


def test_a_behaviour_of_two_lines_becomes_one_and_changes_nothing_the_second_time(author, people):
    rows = ORDER, GREETS | {"behaviour_fa": "سلام\r\nمی‌کند."}
    bring(author, *rows)
    assert StandardPage.objects.get(locale__language_code="fa").behaviour == "سلام می‌کند."
    assert bring(author, *rows).counts["same"] == 2


def test_an_english_company_brings_and_takes_a_folder_in_english_alone(author):
    change_organisation(languages="en", by=None, at=timezone.now())
    order = {"kind": "touchpoint", "phase": "during", "touchpoint": "order", "title_en": "Order"}
    greets = {"kind": "standard", "touchpoint": "order", "code": "DUR-01", "behaviour_en": "Greets every guest."}
    bring(author, order, greets, *[{"kind": "step", "code": str(n), "do_en": f"Do {n}"} for n in range(1, 7)])
    page = StandardPage.objects.get()
    assert (page.locale.language_code, page.behaviour) == ("en", "Greets every guest.")
    heads = read_table(io.BytesIO(folder_xlsx())).header
    assert not [head for head in heads if "(Persian)" in head or "(فارسی)" in head]


# By the one way in ---------------------------------------------------------------------------------------------------

OWN = """Standards of the shop,,
,,
Behaviour;Why it matters;Rank
Greets every guest.;They feel seen;1
Says goodbye.;;2
"""


def bring_file(client, content, name="folder.csv"):
    content = content if isinstance(content, bytes) else content.encode()
    return client.post(reverse("playbook:folder_import"), {"file": SimpleUploadedFile(name, content)})["Location"]


def columns_of(page):
    return {bound.name: "" if bound.value() is None else bound.value() for bound in page.context["form"]}


def test_a_table_of_ones_own_is_asked_about_and_remembered(mina, people, client_for):
    change_organisation(languages="en", by=None, at=timezone.now())
    client = client_for(mina)
    order = {"kind": "touchpoint", "phase": "during", "touchpoint": "order", "title_en": "Order"}
    bring(mina.user, order)
    step = bring_file(client, OWN.replace(",", ""))
    assert step.endswith("/columns/")
    page = client.get(step)
    said = columns_of(page)
    assert (said["column_behaviour_en"], said["column_kind"]) == (0, "")
    assert client.post(step, said).status_code == 422  # nobody said what its rows are
    said |= {"same_kind": "standard", "same_touchpoint": "order", "column_why_en": 1, "save_as": "Ours"}
    preview = client.post(step, said).url
    assert client.get(preview).context["counts"] == {"new": 2, "changed": 0, "same": 0, "wrong": 0}
    client.post(preview)
    assert set(StandardPage.objects.values_list("behaviour", "why")) == {
        ("Greets every guest.", "They feel seen"),
        ("Says goodbye.", ""),
    }
    again = bring_file(client, OWN.replace(",", ""))
    assert not again.endswith("/columns/")
    assert client.get(again).context["counts"] == {"new": 0, "changed": 0, "same": 2, "wrong": 0}
    written = AuditEntry.objects.count()
    client.post(again)
    assert AuditEntry.objects.count() == written


def test_our_own_workbook_asks_nothing(author, mina, people, client_for):
    bring(author, ORDER, GREETS)
    client = client_for(mina)
    preview = bring_file(client, folder_xlsx(), "folder.xlsx")
    assert client.get(preview).context["counts"] == {"new": 0, "changed": 0, "same": 2, "wrong": 0}
    columns = client.get(f"{preview}columns/")
    assert columns.status_code == 200
    assert bring_file(client, folder_json(), "folder.json").count("columns") == 0


def test_rows_with_a_problem_are_left_out_only_if_somebody_says_so(mina, people, client_for):
    client = client_for(mina)
    content = json.dumps({"format": "havadar-folder-1", "rows": [ORDER, GREETS, GREETS | {"measure": "beauty"}]})
    preview = bring_file(client, content, "folder.json")
    client.post(preview)
    assert StandardPage.objects.count() == 0
    with override("en"):
        listed = client.get(f"{preview}wrong/")
    assert listed.content.decode("utf-8-sig").splitlines()[1].startswith("3,")
    client.post(preview, {"leave_out": "1"})
    assert StandardPage.objects.live().count() == 2
    entry = AuditEntry.objects.get(verb="folder.imported")
    assert "left_out" in json.dumps(entry.detail)


def test_what_rests_on_a_row_with_a_problem_is_left_out_with_it(author, people):
    no_name = ORDER | {"title_fa": ""}
    assert [row.state for row in plan_folder(table(no_name, GREETS)).rows] == ["wrong", "wrong"]
    steps = [dict(step) for step in STEPS]
    steps[2]["minutes"] = "soon"
    plan = import_folder(
        file=table(ORDER, GREETS, *steps, AGAIN, PUBLICLY), by=author, at=timezone.now(), leave_out=True
    )
    assert (plan.counts["new"], plan.counts["wrong"]) == (2, 8)
    assert ComplaintPolicyPage.objects.count() == 0


def test_a_line_after_one_that_is_left_out_waits_for_it(author, people):
    bring(author, *STEPS, AGAIN)
    wrong = VOUCHER | {"remedy_fa": "", "remedy_en": "x"}
    third, fourth = VOUCHER | {"code": "3"}, VOUCHER | {"code": "4", "remedy_fa": "بن دیگر"}
    plan = import_folder(file=table(wrong, third, fourth), by=author, at=timezone.now(), leave_out=True)
    assert plan.counts["wrong"] == 3
    assert ComplaintPolicyPage.objects.first().authority.count() == 1


def test_a_step_with_a_problem_stays_as_it_is_and_the_others_change(author, people):
    bring(author, *STEPS)
    wrong, right = STEPS[0] | {"do_fa": "تازه", "minutes": "soon"}, STEPS[1] | {"do_fa": "نو"}
    import_folder(file=table(wrong, right), by=author, at=timezone.now(), leave_out=True)
    assert [step.do for step in ComplaintPolicyPage.objects.first().steps.all()][:3] == ["کار 1", "نو", "کار 3"]
